"""Vouchers: their templates, issuing and printing them, and what became of them."""
