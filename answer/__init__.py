"""A question and Hits to an Answer: one literal list of steps."""
