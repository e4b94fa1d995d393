"""Instalment rebates (分期返现): promised with a top-up, collected month by month in the shop.

Source: domain.md section 4.
"""

from __future__ import annotations

from model.ids import InstalmentId, MemberId, TxnId
from model.instalment import Instalment, due_days, last_day
from model.offer import OfferedInstalments
from model.rules import ClaimRules
from services.storage import instalment_rows
from services.storage.work import Work


def promise(
    work: Work, txn_id: TxnId, member_id: MemberId, offered: OfferedInstalments, rules: ClaimRules
) -> tuple[Instalment, ...]:
    """Write what a purchase of today promises, by the rules that were frozen into it."""
    promised = tuple(
        Instalment(
            id=InstalmentId(work.new_id()),
            txn_id=txn_id,
            n=n,
            member_id=member_id,
            amount=offered.amount,
            due_on=due_on,
            last_on=last_day(due_on, rules),
            bonus_days=rules.bonus_days,
        )
        for n, due_on in enumerate(due_days(work.day, offered), start=1)
    )
    instalment_rows.add(work.conn, promised)
    return promised
