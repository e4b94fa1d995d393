"""The example shop: made-up people, their visits, and what the shop sells."""
