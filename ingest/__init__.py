"""Files to Documents of Clauses with Provisions."""
