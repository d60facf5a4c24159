"""Datasets, generate, score, baselines, report."""
