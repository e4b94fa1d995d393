"""Paper: composing, rendering and sending receipts, cards and test pages. No Qt, no SQL."""
