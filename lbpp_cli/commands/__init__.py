"""One module a command: read, evaluate, render, write."""
