"""What other programs read: files at addresses that last, feeds, data, and the metadata in the head of each page."""
