"""Findings as others want them: one function for each format, text in, text out."""
