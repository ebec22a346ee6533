"""Times, memory and size of made-up catalogues; see README.md."""
