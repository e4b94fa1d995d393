"""Friend cards and referrals: who brought whom, what came of it, and what was given for it."""
