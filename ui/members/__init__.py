"""The members of the shop: the list, signing up and editing."""
