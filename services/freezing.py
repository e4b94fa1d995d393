"""Accounts that stand still: a card refund is asked for, the account is closed, or the member was merged."""

from __future__ import annotations

from model.errors import UserError
from model.ids import MemberId, TxnId
from model.views import AccountState
from services.storage import merge_rows, payer_rows, standing_rows
from services.storage.payer_rows import Payer
from services.storage.work import Reader


def payer(read: Reader, member_id: MemberId) -> Payer:
    """The member whose card a command is about; raises UserError `member.gone`."""
    found = payer_rows.get(read.conn, member_id)
    if found is None:
        raise UserError("member.gone")
    return found


def state_of(read: Reader, member_id: MemberId) -> AccountState:
    """How the account stands; raises UserError `member.gone`."""
    found = standing_rows.state_of(read.conn, member_id)
    if found is None:
        raise UserError("member.gone")
    return found


def refuse_frozen(state: AccountState) -> None:
    """As `not_frozen`, of an account that was read already."""
    if state is not AccountState.OPEN:
        raise UserError(f"member.{state.value}")


def refuse_ended(state: AccountState) -> None:
    """As `not_ended`, of an account that was read already."""
    if state in (AccountState.MERGED, AccountState.CLOSED):
        raise UserError(f"member.{state.value}")


def not_frozen(read: Reader, member_id: MemberId) -> None:
    """Refuse to touch what the member has stored with the shop while it stands still (domain.md 3.8).

    Raises UserError `member.frozen` (a card refund is open), `member.closed`, `member.merged`, `member.gone`.
    """
    refuse_frozen(state_of(read, member_id))


def not_ended(read: Reader, member_id: MemberId) -> None:
    """Refuse what would begin something new on a record that another stands for, or on a closed account.

    Raises UserError `member.merged`, `member.closed` (until somebody opens it again), `member.gone`.
    """
    refuse_ended(state_of(read, member_id))


def not_settled(read: Reader, txn_id: TxnId, member_id: MemberId, *, follows: bool = False) -> None:
    """Refuse to undo what moved stored value while the account stands still or after a refund settled it.

    A card refund reckons with everything before it, so that nothing of that can be paid back once more.
    `follows`: what is put back on a record that was merged goes where the rest of it is.
    Raises UserError `reverse.settled` and those of `not_frozen`; what was paid from outside alone passes.
    """
    if not standing_rows.moved_stored_value(read.conn, txn_id):
        return
    holder = merge_rows.holder(read.conn, member_id)
    if standing_rows.refunded_since(read.conn, txn_id, member_id):
        raise UserError("reverse.settled")
    not_frozen(read, holder if follows else member_id)
