"""The counter page (收银): find a member, sell, top up, see and reverse what was done."""
