"""A contract's plan against what was paid under it."""
