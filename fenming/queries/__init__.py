"""Reads: from the tables through doors that check authority, and from files; frozen data out."""
