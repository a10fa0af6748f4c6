"""Pages of employers: their postings and who applied."""
