"""Hostile input, made by seed: documents of every format, damaged in every way, read and parsed."""
