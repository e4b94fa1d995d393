"""Finding members wherever one is chosen."""
