"""The page 日结: the day as it stands, cash in and out, the blind count, the seal, and past closes."""
