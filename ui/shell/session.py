"""Who is signed in at this counter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from model.ids import StaffId
from model.shop import Role, Staff


class Session(QObject):
    """The person at the counter; `changed` when somebody signs in or the counter is locked."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._staff: Staff | None = None
        self._locked = True

    @property
    def staff(self) -> Staff | None:
        """The last person signed in, also while locked; None before anybody was."""
        return self._staff

    @property
    def staff_id(self) -> StaffId:
        """Whose commands are sent; raises RuntimeError before anybody signed in (a bug)."""
        if self._staff is None:
            raise RuntimeError("nobody is signed in")
        return self._staff.id

    @property
    def name(self) -> str:
        return self._staff.name if self._staff else ""

    @property
    def role(self) -> Role:
        """The role of the person signed in; cashier before anybody is."""
        return self._staff.role if self._staff else Role.CASHIER

    @property
    def locked(self) -> bool:
        return self._locked

    def may(self, role: Role) -> bool:
        """Whether the person signed in has at least this role."""
        return self._staff is not None and self._staff.role.rank >= role.rank

    def begin(self, staff: Staff) -> None:
        """Somebody showed who they are."""
        self._staff = staff
        self._locked = False
        self.changed.emit()

    def lock(self) -> None:
        """Ask for a PIN again; who was signed in stays known."""
        if not self._locked:
            self._locked = True
            self.changed.emit()
