"""Readers of outside sources."""
