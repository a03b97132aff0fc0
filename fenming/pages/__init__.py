"""The browser's face: addresses, forms, templates. Reads through queries/, writes through actions/."""
