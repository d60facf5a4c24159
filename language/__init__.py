"""General tools for Chinese text: folding, numerals and quantities, words, divisions. Knows no document."""
