"""Labourers: profile, dated status and willingness, roster in and out, linking of contacts."""
