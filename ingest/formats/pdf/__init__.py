"""PDF with a text layer: characters with their places to paragraphs, tables and notes."""
