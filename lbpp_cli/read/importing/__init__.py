"""From tabulations of any known layout to bids: what was read, what adds up, and what a person must decide."""
