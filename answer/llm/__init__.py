"""Answers worded by a language model: what it is shown, what it may say, and what happens when it fails."""
