"""The demo county: invented people, employers and postings, the same for the same seed.

They go in through the real importers, from files in the office's real forms, so that the demo
shows what an office would see. Nobody in it exists: ID numbers begin with an area code that was
never given out (530399), phones with a range that is not in use (161).
"""
