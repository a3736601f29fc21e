"""Answering questions, and the faces a question comes in by."""
