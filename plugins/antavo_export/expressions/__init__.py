"""What can be said about a field: filter operators, aggregates, values and `date:` expressions."""
