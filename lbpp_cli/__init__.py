"""Evaluation of bids under local business preference rules."""

__version__ = "0.1.0"
