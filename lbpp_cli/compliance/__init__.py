"""What many evaluations come to: the figures of a compliance report, as pure functions over the tables of results."""
