"""What is done to a member's account as a whole: statements, card refunds, transfers, merging, lost cards."""
