"""The Settings page, built from tables of sections and fields."""
