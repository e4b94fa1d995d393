"""How many points the bill is to take: what was chosen, held within what it can take as it is now."""

from __future__ import annotations

from dataclasses import replace

from model.bill import Bill, price
from model.errors import UserError
from model.points import most_usable
from model.views import MemberCard


class PointsChoice:
    """`wanted` is kept while the bill changes; what is used of it follows the bill."""

    def __init__(self) -> None:
        self.wanted = 0

    def most(self, bill: Bill, member: MemberCard | None) -> int:
        """How many points the member could spend on a bill without any; 0 where that isn't possible."""
        if member is None or not bill.lines or not member.earning.rules.fen_per_point:
            return 0
        try:
            before = price(bill).before_points
        except UserError:
            return 0
        return most_usable(member.wallet.points, before, member.earning.rules)

    def applied(self, bill: Bill, member: MemberCard | None) -> Bill:
        """The bill with as many of the wanted points as it can take."""
        used = min(self.wanted, self.most(bill, member)) if self.wanted else 0
        if not used or member is None:
            return bill
        return replace(bill, points_used=used, fen_per_point=member.earning.rules.fen_per_point)
