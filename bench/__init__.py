"""Measures time, memory and size for generated catalogues; see README.md."""
