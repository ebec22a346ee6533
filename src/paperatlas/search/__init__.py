"""Entries to what the browser searches: the columns of all papers, and the words of their summaries."""
