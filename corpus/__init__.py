"""What the policies say: documents, clauses and the facts in them."""
