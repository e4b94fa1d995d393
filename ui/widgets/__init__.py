"""The controls every page is built from."""
