"""Reports made from the ledger, as files for people."""
