"""Papers printed from a preview: contracts and worksheets, counted so that the next is marked 补打."""

from __future__ import annotations

from typing import Final

from model.command import Command
from model.errors import UserError
from model.ids import PrintJobId, TxnId
from model.record import dataclass
from model.shop import Role
from model.views import Done
from services import access
from services.storage import print_rows, sale_rows
from services.storage.work import Work

CONTRACT: Final = "contract"
WORKSHEET: Final = "worksheet"


@dataclass(frozen=True, slots=True)
class CountPaper(Command):
    """The contract or worksheet of a transaction went to a printer or into a file."""

    kind: str
    txn_id: TxnId


def count(work: Work, command: CountPaper) -> Done:
    """Remember that a paper was printed; raises UserError `reprint.unknown`."""
    access.needs(work, Role.CASHIER)
    known = sale_rows.kind_and_member(work.conn, command.txn_id)
    if known is None or command.kind not in (CONTRACT, WORKSHEET):
        raise UserError("reprint.unknown")
    job_id = PrintJobId(work.new_id())
    print_rows.add(work.conn, job_id, command.kind, command.txn_id, {}, work.now)
    print_rows.set_state(work.conn, job_id, "printed")
    return work.finish("reprint", command.txn_id, detail={"paper": command.kind})
