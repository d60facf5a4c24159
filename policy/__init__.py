"""The nouns: documents, provisions, hits, citations, answers, errors. Imports nothing of ours."""
