"""The City of Los Angeles Business Inclusion Program, for a request for proposals."""
