"""Vouchers: their templates, what a member holds, reading codes, voiding and extending."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from model import codes
from model.changes import Kind
from model.errors import UserError
from model.ids import BatchId, MemberId, VoucherId, VoucherTemplateId, VoucherVersionId
from model.money import Money
from model.record import dataclass
from model.shop import Role
from model.text import clean_line, clean_note
from model.views import Done
from model.voucher import HeldVoucher, Moment, TemplateLook, VoucherState, VoucherTemplate
from model.voucher_commands import (
    BatchKind,
    CountPrints,
    ExtendVoucher,
    SaveTemplate,
    VoidVoucher,
    WrongCode,
)
from model.voucher_rule import MAX_DAYS, UsedVoucher, check_rule
from services import access, pictures
from services.clock import day_number, from_day_number
from services.storage import as_written, meta_rows, voucher_rows, voucher_use_rows
from services.storage.voucher_use_rows import Attempts
from services.storage.work import Reader, Work

FREE_ATTEMPTS: Final = 5
PAUSE_MS: Final = 60_000
FORGET_MS: Final = 600_000
"""Wrong codes longer ago than this no longer count towards a pause."""
NOTED_ON_DAY: Final = 20
"""So many wrong codes on a day are noted for the owner."""
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_DESIGNS: Final = ("rose", "ink")


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template with what became of its vouchers; `open` includes `expired`."""

    template: VoucherTemplate
    open: int
    expired: int
    redeemed: int
    voided: int
    sales: int
    turnover: Money
    """What the sales brought on which it was used, reversals taken off."""
    discount: Money

    @property
    def issued(self) -> int:
        return self.open + self.redeemed + self.voided

    @property
    def rate_percent(self) -> int:
        """Redeemed in a hundred issued, void ones apart."""
        valid = self.open + self.redeemed
        return (200 * self.redeemed + valid) // (2 * valid) if valid else 0


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Vouchers that were issued together and what became of them."""

    batch_id: BatchId
    template_name: str
    kind: BatchKind
    name: str
    source: str
    handed_by: str
    issued: int
    wanted: int
    used: int
    voided: int
    valid_from: date
    valid_to: date
    at: datetime
    discount: Money


def templates(read: Reader) -> tuple[TemplateRow, ...]:
    """Every template, the active ones first, in the shop's order."""
    counts = voucher_rows.totals(read.conn, read.today_number)
    results = voucher_rows.results(read.conn)
    found = []
    for template in voucher_rows.templates(read.conn):
        open_, expired, redeemed, voided = counts.get(template.id, (0, 0, 0, 0))
        sales, turnover, discount = results.get(template.id, (0, 0, 0))
        row = TemplateRow(template, open_, expired, redeemed, voided, sales, Money(turnover), Money(discount))
        found.append(row)
    return tuple(found)


def template(read: Reader, template_id: VoucherTemplateId) -> VoucherTemplate:
    """Raises UserError `voucher.template`."""
    found = voucher_rows.template(read.conn, template_id)
    if found is None:
        raise UserError("voucher.template")
    return found


def save_template(work: Work, command: SaveTemplate) -> Done:
    """Create or change a template (manager); vouchers issued before keep their rule, name and look.

    Raises UserError `voucher.rule_*`, `voucher.colour`, `image.unreadable`, `image.too_large`,
    `catalog.name_exists`, `auth.needs`, text.*.
    """
    access.needs(work, Role.MANAGER, command.approved_by)
    wanted = command.template
    wanted = replace(wanted, name=clean_line(wanted.name, 40, required=True), look=_clean_look(wanted.look))
    check_rule(wanted.rule)
    if wanted.active and voucher_rows.name_taken(work.conn, wanted):
        raise UserError("catalog.name_exists", name=wanted.name)
    pictures.keep(work, wanted.look.picture, command.picture)
    known = voucher_rows.template(work.conn, wanted.id)
    same = known is not None and (known.name, known.rule, known.look) == (
        wanted.name,
        wanted.rule,
        wanted.look,
    )
    version_id = None if same else VoucherVersionId(work.new_id())
    voucher_rows.save_template(work.conn, wanted, version_id, work.now)
    if version_id is not None:
        as_written.keep(work, "voucher_template_version", version_id)
    work.touch(Kind.VOUCHER_TEMPLATE, wanted.id)
    return work.finish(
        "save_voucher_template",
        wanted.id,
        approved_by=command.approved_by,
        detail={"name": wanted.name, "rule": voucher_rows.pack_rule(wanted.rule), "active": wanted.active},
    )


def _clean_look(look: TemplateLook) -> TemplateLook:
    if (look.colour and not _COLOUR.fullmatch(look.colour)) or look.design not in _DESIGNS:
        raise UserError("voucher.colour")
    return replace(
        look,
        conditions_zh=clean_note(look.conditions_zh, 300),
        conditions_en=clean_note(look.conditions_en, 300),
    )


def held_by(read: Reader, member_id: MemberId) -> tuple[HeldVoucher, ...]:
    """A member's vouchers that can be used now or later, the first to expire first."""
    held = voucher_rows.open_of_member(read.conn, member_id, read.today_number)
    left: dict[VoucherTemplateId, int | None] = {}
    for voucher in held:
        if voucher.template_id not in left:
            left[voucher.template_id] = uses_left(read, voucher, member_id)
    return tuple(replace(v, uses_left=left[v.template_id]) for v in held)


def uses_left(read: Reader, voucher: HeldVoucher, member_id: MemberId | None) -> int | None:
    """How many more vouchers of this template the member may use; None for any number."""
    limit = voucher.rule.per_member
    if not limit or member_id is None:
        return None
    return max(0, limit - voucher_rows.uses_by(read.conn, member_id, voucher.template_id))


def get(read: Reader, voucher_id: VoucherId) -> HeldVoucher:
    """One voucher in whatever state; raises UserError `code.unknown`."""
    found = voucher_rows.get(read.conn, voucher_id)
    if found is None:
        raise UserError("code.unknown")
    return found


def look_up(read: Reader, code: str) -> HeldVoucher:
    """The voucher of a scanned or typed code, if it can be used today.

    Raises UserError `code.foreign`, `code.mistyped`, `code.kind` (a code of other paper),
    `code.unknown`, `code.paused` (until_ms; typed codes only), and those of `refuse_unusable`.
    """
    found = _by_code(read, code)
    refuse_unusable(read, found)
    return found


def _by_code(read: Reader, code: str) -> HeldVoucher:
    scanned = _scanned(read, code)
    if isinstance(scanned, codes.QrCode):
        if scanned.kind is not codes.QrKind.VOUCHER:
            raise UserError("code.kind")
        plain = codes.make_qr(scanned.kind, scanned.id16, meta_rows.shop_key(read.conn))
        found = voucher_rows.by_qr(read.conn, codes.short_hash(plain))
    else:
        refuse_paused(read)
        typed = codes.parse_typed(code)
        if isinstance(typed, codes.CodeFault):
            raise UserError("code.mistyped")
        found = voucher_rows.by_typed(read.conn, codes.short_hash(typed))
        if found is None and voucher_use_rows.kind_of_typed(read.conn, codes.code_hash(typed)):
            raise UserError("code.kind")
    if found is None:
        raise UserError("code.unknown")
    return found


def _scanned(read: Reader, code: str) -> codes.QrCode | None:
    """The genuine QR code in this text; None for what isn't the shape of one (it may be typed)."""
    if not codes.looks_like_qr(code):
        return None
    scanned = codes.read_qr(code, meta_rows.shop_key(read.conn))
    if isinstance(scanned, codes.QrCode):
        return scanned
    raise UserError("code.foreign" if scanned is codes.CodeFault.FOREIGN else "code.mistyped")


def kind_of(read: Reader, code: str) -> codes.QrKind | None:
    """Which paper of this shop a code is on, scanned or typed; None when it is none of ours."""
    if codes.looks_like_qr(code):
        scanned = codes.read_qr(code, meta_rows.shop_key(read.conn))
        return scanned.kind if isinstance(scanned, codes.QrCode) else None
    typed = codes.parse_typed(code)
    if isinstance(typed, codes.CodeFault):
        return None
    kind = voucher_use_rows.kind_of_typed(read.conn, codes.code_hash(typed))
    return codes.QrKind[kind.upper()] if kind else None


def refuse_unusable(read: Reader, voucher: HeldVoucher) -> None:
    """Refuse a voucher for its state or its days.

    Raises UserError `voucher.used` (at, number), `voucher.void` (reason), `voucher.expired` (on) or
    `voucher.not_yet` (from_day), each with the voucher's `name`.
    """
    event = voucher_rows.last_event(read.conn, voucher.voucher_id)
    if event is not None and voucher.state is VoucherState.REDEEMED:
        raise UserError(
            "voucher.used", name=voucher.name, at=read.local(event[1]), number=read.number(event[3])
        )
    if event is not None and voucher.state is VoucherState.VOIDED:
        raise UserError("voucher.void", name=voucher.name, reason=event[2])
    if read.today > voucher.valid_to:
        raise UserError("voucher.expired", name=voucher.name, on=voucher.valid_to)
    if read.today < voucher.valid_from:
        raise UserError("voucher.not_yet", name=voucher.name, from_day=voucher.valid_from)


def moment(read: Reader, member_id: MemberId | None) -> Moment:
    """Now, for this customer, in the shop's zone: what model.voucher.fit and best ask for."""
    first = voucher_use_rows.visits(read.conn, member_id) == 0 if member_id else None
    return Moment.of(read.today, read.local(read.now_ms), first)


def recheck(
    read: Reader, used: tuple[UsedVoucher, ...], member_id: MemberId | None
) -> tuple[HeldVoucher, ...]:
    """Of the vouchers of a parked bill those that can still be used by this customer."""
    found = (voucher_rows.get(read.conn, u.voucher_id) for u in used)
    day = read.today
    return tuple(v for v in found if v and v.usable_on(day) and v.member_id in (None, member_id))


def void(work: Work, command: VoidVoucher) -> Done:
    """Make a voucher void (manager); raises UserError `voucher.not_issued`, `auth.needs`, text.*."""
    reason = clean_line(command.reason, 120, required=True)
    voucher = _issued(work, command.voucher_id, command)
    end = day_number(voucher.valid_to)
    moved = voucher_rows.move(work, voucher, VoucherState.VOIDED, "voided", valid_to_day=end, reason=reason)
    return _moved(work, voucher, moved, "void_voucher", command, reason)


def extend(work: Work, command: ExtendVoucher) -> Done:
    """Give a voucher, also an expired one, a later last day (manager).

    Raises UserError `voucher.not_issued`, `voucher.extend` (the day isn't later, or absurdly late),
    `auth.needs`, text.*.
    """
    reason = clean_line(command.reason, 120, required=True)
    voucher = _issued(work, command.voucher_id, command)
    later = (command.valid_to - max(voucher.valid_to, work.today)).days
    if command.valid_to <= voucher.valid_to or not 0 <= later <= MAX_DAYS:
        raise UserError("voucher.extend", valid_to=voucher.valid_to)
    end = day_number(command.valid_to)
    moved = voucher_rows.move(work, voucher, VoucherState.ISSUED, "extended", valid_to_day=end, reason=reason)
    return _moved(work, voucher, moved, "extend_voucher", command, reason)


def _issued(work: Work, voucher_id: VoucherId, command: VoidVoucher | ExtendVoucher) -> HeldVoucher:
    access.needs(work, Role.MANAGER, command.approved_by)
    voucher = get(work, voucher_id)
    if voucher.state is not VoucherState.ISSUED:
        raise UserError("voucher.not_issued", state=voucher.state)
    return voucher


def _moved(
    work: Work,
    voucher: HeldVoucher,
    event: int | None,
    kind: str,
    command: VoidVoucher | ExtendVoucher,
    reason: str,
) -> Done:
    if event is None:
        raise AssertionError("a voucher moved inside the write transaction")
    touch(work, voucher)
    return work.finish(kind, voucher.voucher_id, approved_by=command.approved_by, detail=reason)


def touch(work: Work, voucher: HeldVoucher) -> None:
    """Say that this voucher, and what its member holds, looks different."""
    work.touch(Kind.VOUCHER, voucher.voucher_id, *([voucher.member_id] if voucher.member_id else []))


def paused_until(read: Reader) -> int:
    """UTC milliseconds until which typed codes are refused at this counter; 0 when they are not."""
    until = voucher_use_rows.attempts(read.conn, read.seat.counter_id).paused_until_ms
    return until if until > read.now_ms else 0


def refuse_paused(read: Reader) -> None:
    """Raises UserError `code.paused` (until_ms) after too many wrong typed codes."""
    until = paused_until(read)
    if until:
        raise UserError("code.paused", until_ms=until)


def wrong_code(work: Work, command: WrongCode) -> Done:
    """Count a wrong typed code: the fifth pauses typing at this counter, also over a restart.

    Done.number is `ok:LEFT` or `paused:UNTIL_MS`. So many on a day are noted for the owner.
    """
    was = voucher_use_rows.attempts(work.conn, work.counter_id)
    failures = 1 + (was.failures if work.now - was.last_ms < FORGET_MS else 0)
    on_day = 1 + (was.on_day if was.day == work.today_number else 0)
    until = was.paused_until_ms
    if failures >= FREE_ATTEMPTS:
        failures, until = 0, work.now + PAUSE_MS
    now = Attempts(failures, work.now, until, work.today_number, on_day)
    voucher_use_rows.put_attempts(work.conn, work.counter_id, now)
    kind = "many_wrong_codes" if on_day == NOTED_ON_DAY else "wrong_code"
    word = f"paused:{until}" if until > work.now else f"ok:{FREE_ATTEMPTS - failures}"
    return work.finish(kind, number=word, detail={"today": on_day})


def batches(
    read: Reader, template_id: VoucherTemplateId | None = None, limit: int = 200
) -> tuple[BatchRow, ...]:
    """The newest batches of a template; without one those handed out and issued to lists."""
    return tuple(
        BatchRow(
            BatchId(r[0]),
            template_name=r[1],
            kind=BatchKind(r[2]),
            name=r[3],
            source=r[4],
            handed_by=r[5],
            issued=r[6],
            wanted=r[7],
            used=r[8],
            voided=r[9],
            valid_from=from_day_number(r[10]),
            valid_to=from_day_number(r[11]),
            at=read.local(r[12]),
            discount=Money(r[13]),
        )
        for r in voucher_rows.batches(read.conn, template_id, limit)
    )


def vouchers_of(read: Reader, batch_id: BatchId, first: int = 1, count: int = 100) -> tuple[HeldVoucher, ...]:
    """Copies of a batch in order, from the number `first` on."""
    return voucher_rows.of_batch(read.conn, batch_id, first, count)


def count_prints(work: Work, command: CountPrints) -> Done:
    """Remember that vouchers were printed: the next print of them is marked 补打."""
    last = command.first + command.count - 1
    voucher_rows.count_prints(work.conn, command.batch_id, command.first, last)
    work.touch(Kind.VOUCHER, command.batch_id)
    return work.finish("print_vouchers", command.batch_id, detail={"first": command.first, "last": last})
