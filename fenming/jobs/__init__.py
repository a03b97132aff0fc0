"""The command line and the clock."""
