"""What a careful auditor would look for in a spreadsheet itself: facts about it become findings."""
