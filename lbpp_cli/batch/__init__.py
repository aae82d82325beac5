"""Evaluates many files: which ones, each apart from the others, in a journal that no end of the program loses."""
