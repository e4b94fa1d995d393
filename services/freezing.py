"""Accounts that stand still: a card refund is asked for, the account is closed, or the member was merged."""

from __future__ import annotations

from model.errors import UserError
from model.ids import MemberId
from services.storage.work import Reader


def not_frozen(read: Reader, member_id: MemberId) -> None:
    """Refuse to touch what the member has stored with the shop while it stands still (domain.md 3.8).

    Raises UserError `member.frozen` (a card refund is open), `member.closed`, `member.merged`, `member.gone`.
    """
    row = read.conn.execute(
        "SELECT merged_into IS NOT NULL, closed_ms IS NOT NULL, "
        "EXISTS (SELECT 1 FROM card_refund WHERE member_id = member.id AND state = 'asked') "
        "FROM member WHERE id = ?",
        (member_id,),
    ).fetchone()
    if row is None:
        raise UserError("member.gone")
    for found, code in zip(row, ("member.merged", "member.closed", "member.frozen"), strict=True):
        if found:
            raise UserError(code)
