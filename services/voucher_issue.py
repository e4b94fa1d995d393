"""Issuing vouchers: to a member, a list or nobody in particular, by hand or with a sale or a top-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from model import codes
from model.changes import Kind
from model.errors import UserError
from model.ids import BatchId, CommandId, MemberId, SourceId, TxnId, VoucherId, VoucherTemplateId
from model.record import dataclass
from model.shop import PrinterKind, Role
from model.text import clean_line
from model.views import Done
from model.voucher import VoucherTemplate
from model.voucher_commands import Anonymous, BatchKind, IssueVouchers, ToMember, ToMembers
from services import access
from services.clock import day_number
from services.freezing import not_ended
from services.ids import new_id
from services.storage import as_written, meta_rows, voucher_rows
from services.storage.voucher_rows import Batch
from services.storage.work import Work

if TYPE_CHECKING:
    from model.commands import Sell
    from services.exports import Progress
    from services.jobs import Jobs

AT_ONCE: Final = 500
"""Most vouchers of one transaction: some 15 ms during which the counter waits."""
LARGEST: Final = 1_000_000

Receivers = Sequence[MemberId | None]


@dataclass(frozen=True, slots=True)
class Issued:
    """What issue_many did: `issued` vouchers are there; members at their limit were `skipped`."""

    batch_id: BatchId
    issued: int
    wanted: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Names:
    name: str = ""
    source_id: SourceId | None = None
    handed_by: str = ""


_NAMELESS: Final = _Names()


def issue(work: Work, command: IssueVouchers) -> Done:
    """Issue up to AT_ONCE vouchers (manager): subject_id is the batch, number how many.

    Members of a list who have all they may have are passed over. Raises UserError
    `voucher.template`, `voucher.template_over`, `voucher.limit_member`, `voucher.limit_total` (left),
    `voucher.too_many` (limit), `member.gone`, `auth.needs`, text.*.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    template = template_of(work, command.template_id)
    batch = batch_of(work, command, template)
    receivers = _receivers(work, command, template)
    _check_total(work, template, len(receivers))
    count = lay(work, batch, receivers)
    return work.finish(
        "issue_vouchers",
        batch.id,
        number=str(count),
        approved_by=command.approved_by,
        detail={"template": template.name, "issued": count, "kind": batch.kind},
    )


def template_of(work: Work, template_id: VoucherTemplateId) -> VoucherTemplate:
    template = voucher_rows.template(work.conn, template_id)
    if template is None or not template.active:
        raise UserError("voucher.template")
    return template


def batch_of(work: Work, command: IssueVouchers, template: VoucherTemplate) -> Batch:
    """The batch to add to: of a part after the first the one that is there, as it was begun."""
    known = voucher_rows.batch(work.conn, command.batch_id) if command.batch_id else None
    if known is not None:
        return known
    to, names = command.to, _NAMELESS
    if isinstance(to, Anonymous):
        kind, names = BatchKind.ANONYMOUS, _Names(clean_line(to.name, 60, required=True), to.source_id)
        names = replace(names, handed_by=clean_line(to.handed_by, 60))
    elif isinstance(to, ToMembers):
        kind, names = BatchKind.LIST, _Names(clean_line(to.name, 60))
    else:
        kind = BatchKind.MEMBER
    wanted = max(command.wanted, _size(to))
    return _new_batch(work, template, kind, wanted, names, batch_id=command.batch_id)


def _new_batch(
    work: Work,
    template: VoucherTemplate,
    kind: BatchKind,
    wanted: int,
    names: _Names = _NAMELESS,
    *,
    batch_id: BatchId | None = None,
    txn_id: TxnId | None = None,
) -> Batch:
    first, last = template.rule.validity.span(work.today)
    if last < work.today:
        raise UserError("voucher.template_over", on=last)
    if not 1 <= wanted <= LARGEST:
        raise UserError("voucher.too_many", limit=LARGEST)
    version_id = voucher_rows.current_version(work.conn, template.id)
    if version_id is None:
        raise UserError("voucher.template")
    batch = Batch(
        id=batch_id or BatchId(work.new_id()),
        version_id=version_id,
        kind=kind.value,
        secret=work.new_secret(),
        valid_from_day=day_number(first),
        valid_to_day=day_number(last),
        wanted=wanted,
        name=names.name,
        source_id=names.source_id,
        handed_by=names.handed_by,
        txn_id=txn_id,
    )
    voucher_rows.add_batch(work.conn, batch, work.now)
    as_written.keep(work, "batch", batch.id)
    return batch


def _receivers(work: Work, command: IssueVouchers, template: VoucherTemplate) -> Receivers:
    to = command.to
    if _size(to) > AT_ONCE:
        raise UserError("voucher.too_many", limit=AT_ONCE)
    if isinstance(to, Anonymous):
        return (None,) * to.count
    if isinstance(to, ToMember):
        not_ended(work, to.member_id)
        if not 1 <= to.count <= _room(work, template, to.member_id):
            raise UserError("voucher.limit_member", limit=template.rule.per_member)
        return (to.member_id,) * to.count
    found = voucher_rows.member_ids(work.conn, to.rows)
    return [m for m in found if not template.rule.per_member or _room(work, template, m)]


def _room(work: Work, template: VoucherTemplate, member_id: MemberId) -> int:
    limit = template.rule.per_member
    if not limit:
        return LARGEST
    return max(0, limit - voucher_rows.issued_to(work.conn, member_id, template.id))


def _check_total(work: Work, template: VoucherTemplate, count: int) -> None:
    left = _total_left(work, template)
    if count > left:
        raise UserError("voucher.limit_total", left=left)


def _total_left(work: Work, template: VoucherTemplate) -> int:
    limit = template.rule.in_total
    return max(0, limit - voucher_rows.issued_in_total(work.conn, template.id)) if limit else LARGEST


def lay(work: Work, batch: Batch, receivers: Receivers) -> int:
    """Write one voucher for each receiver with codes that no other voucher has."""
    copies = _copies(work, batch, voucher_rows.last_copy(work.conn, batch.id) + 1, len(receivers))
    rows = [
        (VoucherId(work.new_id()), n, member_id, qr, typed)
        for (n, qr, typed), member_id in zip(copies, receivers, strict=True)
    ]
    voucher_rows.add_vouchers(work.conn, batch, rows)
    as_written.hand_out(work, batch.id, [(id_, n, qr, typed) for id_, n, _, qr, typed in rows], receivers)
    work.touch(Kind.VOUCHER, batch.id, *{m for m in receivers if m})
    work.touch(Kind.VOUCHER_TEMPLATE)
    return len(rows)


def _copies(work: Work, batch: Batch, first: int, count: int) -> list[tuple[int, bytes, bytes]]:
    key = meta_rows.shop_key(work.conn)
    made: list[tuple[int, bytes, bytes]] = []
    while len(made) < count:
        missing = range(first, first + count - len(made))
        first = missing.stop
        fresh = [(n, *_hashes(batch.secret, n, key)) for n in missing]
        taken = voucher_rows.taken(work.conn, [typed for _, _, typed in fresh])
        made += [copy for copy in fresh if copy[2] not in taken]
    return made


def _hashes(secret: bytes, n: int, key: bytes) -> tuple[bytes, bytes]:
    qr, typed = codes.codes_of_batch(codes.QrKind.VOUCHER, secret, n, key)
    return codes.short_hash(qr), codes.short_hash(typed)


def give(
    work: Work,
    template_id: VoucherTemplateId,
    member_id: MemberId | None,
    kind: BatchKind,
    *,
    count: int = 1,
    txn_id: TxnId | None = None,
    promised: bool = False,
) -> BatchId | None:
    """Issue within another command (a top-up, a sale, a friend card): as many as the limits leave.

    None when the template is no longer active or over, or nothing is left: the command goes on. What was
    `promised` is given from an archived template too (domain.md section 9).
    """
    template = voucher_rows.template(work.conn, template_id)
    if template is None or not (template.active or promised):
        return None
    if template.rule.validity.span(work.today)[1] < work.today:
        return None
    room = _room(work, template, member_id) if member_id else LARGEST
    count = min(count, room, _total_left(work, template), AT_ONCE)
    if count < 1:
        return None
    batch = _new_batch(work, template, kind, count, txn_id=txn_id)
    lay(work, batch, (member_id,) * count)
    return batch.id


def after_sale(work: Work, txn_id: TxnId, sale: Sell) -> None:
    """The voucher for the next visit, where the shop gives one: to members, or on a printed receipt."""
    template_id = work.settings.policy.next_visit_template_id
    on_paper = sale.print_receipt and work.settings.printer.kind is not PrinterKind.NONE
    if template_id is not None and (sale.member_id is not None or on_paper):
        give(work, template_id, sale.member_id, BatchKind.SALE, txn_id=txn_id)


def issue_many(jobs: Jobs, command: IssueVouchers, progress: Progress) -> Issued:
    """Issue any number as one batch in parts of AT_ONCE, between which the counter goes on.

    It waits for the writer: call it on a thread of its own. Cancelling stops between two parts and
    takes nothing back; the batch says how many there are. Raises what `issue` raises: the parts
    before stay.
    """
    parts = list(_parts(command.to))
    wanted = sum(_size(part) for part in parts)
    batch_id = BatchId(new_id())
    issued = done = 0
    progress.report(0, wanted)
    for part in parts:
        if progress.cancelled():
            break
        one = replace(command, id=CommandId(new_id()), to=part, batch_id=batch_id, wanted=wanted)
        issued += int(jobs.write(issue, one).result().number)
        done += _size(part)
        progress.report(done, wanted)
    return Issued(batch_id, issued, wanted, done - issued)


def _size(to: ToMember | ToMembers | Anonymous) -> int:
    return len(to.rows) if isinstance(to, ToMembers) else to.count


def _parts(to: ToMember | ToMembers | Anonymous) -> Iterator[ToMember | ToMembers | Anonymous]:
    if isinstance(to, ToMembers):
        for first in range(0, len(to.rows), AT_ONCE):
            yield replace(to, rows=to.rows[first : first + AT_ONCE])
        return
    left = to.count
    while left > 0:
        yield replace(to, count=min(left, AT_ONCE))
        left -= AT_ONCE
