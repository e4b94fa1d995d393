"""Doing what needs a higher role: at once, or after that person's PIN; and for a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model.ids import StaffId
from model.shop import Role
from ui import wording
from ui.shell.context import PageContext
from ui.widgets.fields import TextField
from ui.widgets.sheet import Sheet

Act = Callable[[StaffId | None], None]


class _Approved:
    """Hands on who typed the PIN."""

    def __init__(self, act: Act) -> None:
        self._act = act

    def __call__(self, staff_id: Any) -> None:
        if isinstance(staff_id, bytes):
            self._act(StaffId(staff_id))


def with_role(context: PageContext, role: Role, act: Act) -> None:
    """Call act(None) when who is signed in may, else act(who approved) after a PIN; nothing on Esc."""
    if context.session.may(role):
        act(None)
    else:
        context.approve(role, _Approved(act))


def with_reason(context: PageContext, sheet: Sheet, reason: TextField, act: Act) -> None:
    """As `with_role` for a manager, once a reason is typed; without one, say so beside the field."""
    if reason.clean_text():
        with_role(context, Role.MANAGER, act)
        return
    missing = wording.word_code("bill.reason")
    reason.set_problem(missing)
    sheet.show_error(missing)
    reason.setFocus()
