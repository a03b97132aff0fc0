"""What an office's tables would do to the books: one file for each kind of table (R64, R61)."""
