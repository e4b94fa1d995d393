"""What is true in a shop: types and rules. No Qt, no SQL, no files, no clock, no randomness."""
