"""Hypothesis strategies for whole exports over the suite's rows."""
