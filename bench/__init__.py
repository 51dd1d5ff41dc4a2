"""Measurements of the extraction engine against the tools people would use instead."""
