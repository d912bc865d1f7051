"""Scorers: pure functions from texts to a number, or to None where a case has no gold."""
