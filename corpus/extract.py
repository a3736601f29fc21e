"""Clauses to facts: who answers, what is to be done, how much by when, what binds; pure."""
from corpus.facts import Facts
def extract_facts(document, clauses):
    return Facts()
