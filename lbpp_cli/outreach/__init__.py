"""Outreach to subconsultants and their participation: records, decisions, schedules, and what they do to a ranking."""
