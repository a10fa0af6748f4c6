"""Reminders: the calendar of an office's duties, and what people should be told in time."""
