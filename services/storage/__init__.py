"""Everything that is SQL. Private to services."""
