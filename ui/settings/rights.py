"""Who may change what on the Settings page: by one's own role, or with somebody's PIN for this visit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from model.ids import StaffId
from model.shop import Role
from ui.shell.context import PageContext


class Rights(QObject):
    """`changed` when somebody approved, or when what was approved ended with the visit."""

    changed = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: Role = Role.MANAGER
        self._approver: tuple[StaffId, Role] | None = None
        context.session.changed.connect(self.end)

    def may(self, role: Role) -> bool:
        """Whether something that needs this role can be saved now."""
        return self._context.session.may(role) or self._approved(role)

    def _approved(self, role: Role) -> bool:
        return self._approver is not None and self._approver[1].rank >= role.rank

    def staff_for(self, role: Role) -> StaffId:
        """Who answers for a change: the person signed in, or the one who approved where they may not."""
        if self._approver is not None and not self._context.session.may(role) and self._approved(role):
            return self._approver[0]
        return self._context.session.staff_id

    def ask(self, role: Role) -> None:
        """Ask for the PIN of somebody of that role; it holds until the page is left."""
        self._asked = role
        self._context.approve(role, self._on_approved, self.tr("更改设置"))

    def _on_approved(self, staff_id: object) -> None:
        self._approver = (StaffId(bytes(staff_id)), self._asked) if isinstance(staff_id, bytes) else None
        self.changed.emit()

    def end(self) -> None:
        """Forget what was approved."""
        self._approver = None
        self.changed.emit()
