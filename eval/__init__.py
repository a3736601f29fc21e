"""Measuring: cases, metrics, runs, baselines, benchmarks and the report."""
