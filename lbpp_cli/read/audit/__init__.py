"""Reads what a spreadsheet holds beside its values, within the same limits as its values."""
