"""What the browser searches: the columns of all papers, and the words of their summaries."""
