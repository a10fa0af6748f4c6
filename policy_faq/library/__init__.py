"""Official documents as they were issued: read from files, split into clauses, kept and searched.

Cards stay the knowledge that answers come from; the library holds the wording they rest on.
"""
