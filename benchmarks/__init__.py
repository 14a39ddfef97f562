"""Measures specdsl beside tools that do comparable work. `python -m benchmarks --help` says how."""
