"""Pure decisions of the points scheme: standard library only, no clock, no files."""
