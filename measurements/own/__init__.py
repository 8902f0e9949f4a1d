"""Instruments of one's own: a survey, a count or an inspection that the municipality defines."""
