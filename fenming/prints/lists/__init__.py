"""The tables of the pages as spreadsheets: the rows a page shows, in its order, and nothing that it does not show."""
