"""One module for each format in which papers leave the catalogue."""
