"""Benchmarks: time and memory of the program beside a LangChain pipeline, in one run."""
