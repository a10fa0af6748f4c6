"""The console: coverage, people, hand-offs, review, messages."""
