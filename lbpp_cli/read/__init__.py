"""From files to the model: the one place that knows spreadsheets."""
