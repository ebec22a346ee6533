"""What other programs read from the files of the site: `python -m bench.clients`."""
