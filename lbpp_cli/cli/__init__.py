"""The commands as they are called: their options and help. Each module holds those of one kind of work."""
