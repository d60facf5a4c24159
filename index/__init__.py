"""Clauses to Hits: dense, lexical, exact, and their fusion."""
