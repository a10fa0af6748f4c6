"""Job postings: sources, normalising, validation, screening, plan, publishing, employers."""
