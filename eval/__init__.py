"""The referee: cases, metrics, runs and what they cost."""
