"""The modal sheets that any page may open by name, so that pages need not import each other."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell.context import PageContext

SHEETS: Final[dict[str, tuple[str, str]]] = {
    "sign_up": ("ui.members.sign_up", "SignUpSheet"),
    "print_preview": ("ui.printing.preview", "PrintPreview"),
    "friend_cards": ("ui.referrals.friend_sheet", "FriendSheet"),
    "edit_member": ("ui.members.edit", "EditSheet"),
    "points": ("ui.counter.points_sheet", "PointsSheet"),
    "tier": ("ui.counter.tier_sheet", "TierSheet"),
    "contract": ("ui.counter.contract_sheet", "ContractSheet"),
    "account": ("ui.account.menu", "AccountMenu"),
    "pack_refund": ("ui.account.pack_refund", "PackRefundSheet"),
    "card_refund": ("ui.account.refund", "RefundSheet"),
    "lost_card": ("ui.account.lost_card", "LostCardSheet"),
    "transfer": ("ui.account.transfer", "TransferSheet"),
    "merge": ("ui.account.merge", "MergeSheet"),
    "unmerge": ("ui.account.unmerge", "UnmergeSheet"),
    "statement": ("ui.account.statement", "StatementSheet"),
}
"""name → (module, class); imported on first use, so that starting the program stays quick."""


def open_sheet(name: str, context: PageContext, parent: QWidget, arguments: dict[str, object]) -> QWidget:
    """Build and show the sheet over the window; raises KeyError for a name nobody registered."""
    module, attribute = SHEETS[name]
    factory: Callable[..., QWidget] = getattr(import_module(module), attribute)
    sheet = factory(context, parent, **arguments)
    sheet.show()
    return sheet
