"""Who may do what: the role a command needs, of the person signed in or of who approved it."""

from __future__ import annotations

from model.errors import UserError
from model.ids import StaffId
from model.shop import Role
from services.storage import staff_rows
from services.storage.work import Reader, Work


def is_alone(read: Reader, staff_id: StaffId) -> bool:
    """Whether this is the only person of the shop: nobody else could approve what they ask for."""
    return staff_rows.active(read.conn) == 1 and staff_rows.role_of(read.conn, staff_id) is Role.OWNER


def needs(work: Work, role: Role, approved_by: StaffId | None = None) -> None:
    """Refuse unless the person signed in or the approver has at least this role.

    Raises UserError `auth.needs` with the role needed, or `auth.unknown` for nobody of this shop.
    """
    own = work.role
    if own is None:
        raise UserError("auth.unknown")
    approver = staff_rows.role_of(work.conn, approved_by) if approved_by else None
    if own.rank < role.rank and (approver is None or approver.rank < role.rank):
        raise UserError("auth.needs", role=role)
