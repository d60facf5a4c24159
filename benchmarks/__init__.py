"""Measurements of speed, memory and start-up. Never run as tests: their figures depend on the machine."""
