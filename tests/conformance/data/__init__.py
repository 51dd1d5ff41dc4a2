"""Rows for all data models, made of values that have broken exports before."""
