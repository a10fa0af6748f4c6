"""Truthful policy answers: cards, documents, retrieval, subsidy parameters and pure rules."""
