"""What a committed command changed: the one message every page listens to."""

from __future__ import annotations

from enum import StrEnum

from model.ids import CommandId
from model.record import dataclass


class Kind(StrEnum):
    """The kinds of thing that can change; a page repaints when one it shows is named."""

    MEMBER = "member"
    LEDGER = "ledger"
    HOLD = "hold"
    ITEM = "item"
    PLAN = "plan"
    TIER = "tier"
    STAFF = "staff"
    TAG = "tag"
    SOURCE = "source"
    SETTING = "setting"
    VIEW = "view"
    PRINT_JOB = "print_job"
    VOUCHER_TEMPLATE = "voucher_template"
    VOUCHER = "voucher"
    FRIEND_CARD_KIND = "friend_card_kind"
    FRIEND_CARD = "friend_card"
    REFERRAL = "referral"
    HONOR = "honor"
    GIFT = "gift"
    INSTALMENT = "instalment"
    PACK_KIND = "pack_kind"
    PACK = "pack"
    CARD_REFUND = "card_refund"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Kinds and ids (of members, items, jobs …) touched by one command; empty ids mean any."""

    command_id: CommandId
    kinds: frozenset[Kind]
    ids: frozenset[bytes] = frozenset()

    def touches(self, kind: Kind, id_: bytes | None = None) -> bool:
        """Whether something of this kind, or this very thing, may look different now."""
        return kind in self.kinds and (id_ is None or not self.ids or id_ in self.ids)
