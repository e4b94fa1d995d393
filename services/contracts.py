"""Contracts of top-ups (充值合同): what was sold and promised, as it is printed for both sides."""

from __future__ import annotations

from model import codes
from model.codes import QrKind
from model.errors import UserError
from model.ids import TxnId
from model.text import mask_phone
from services import page_prints
from services.printing.contracts import ContractSize, PrintedContract, render_contract
from services.printing.document import Rendered
from services.storage import member_rows, meta_rows, plan_rows, print_rows
from services.storage.work import Reader


def contract(read: Reader, txn_id: TxnId) -> PrintedContract:
    """Everything on the contract of a purchase; raises UserError `contract.none`, `member.gone`."""
    bought = plan_rows.purchase(read, txn_id)
    if bought is None:
        raise UserError("contract.none")
    member = member_rows.identity(read.conn, bought.member_id)
    if member is None:
        raise UserError("member.gone")
    profile, key = read.settings.profile, meta_rows.shop_key(read.conn)
    return PrintedContract(
        shop_name=profile.name,
        shop_contact=" · ".join(text for text in (profile.address, profile.phone) if text),
        accent="",
        member_name=member[2],
        member_number=f"{member[1]:06d}",
        member_phone=mask_phone(member[3]),
        purchase=bought,
        cooling_days=read.settings.refunds.cooling_days,
        codes=tuple(codes.make_qr(QrKind.INSTALMENT, one.id, key) for one in bought.instalments),
        reprint=print_rows.prints_of(read.conn, txn_id, page_prints.CONTRACT),
    )


def pages(read: Reader, txn_id: TxnId, size: ContractSize, language: str) -> Rendered:
    """The contract as a PDF with both copies; raises as `contract`."""
    return render_contract(contract(read, txn_id), language, size)
