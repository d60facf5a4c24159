"""Rules + facts -> verdicts: loading and checking rules, three-valued decisions, benefit arithmetic."""
