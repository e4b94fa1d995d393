"""The page 负债: what the shop owes its members, for the owner."""
