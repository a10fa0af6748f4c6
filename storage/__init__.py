"""Database, clock, ids, sealed columns and places: what every other package stands on."""
