"""Hostile texts through every field of every command: stored cleaned, or refused; never another error."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from model.account_commands import MergeMembers, ReplaceCard, TransferBalance, UnmergeMembers
from model.bill import Bill, BillLine, ManualDiscount
from model.close import CashKind, Count, Explanation, MoveCash, SealDay
from model.commands import (
    EditMember,
    IssueCard,
    MemberDraft,
    Park,
    Reverse,
    Save,
    SaveSettings,
    SaveView,
    Sell,
    SetPin,
    SignUp,
)
from model.errors import UserError
from model.gift import Gift, MoveKind
from model.ids import (
    CategoryId,
    CloseId,
    GiftId,
    HoldId,
    ItemId,
    MemberId,
    PackKindId,
    PlanId,
    PrintJobId,
    SourceId,
    StaffId,
    TagId,
    TierId,
    ViewId,
)
from model.ledger import Account
from model.members_filter import MemberFilter
from model.money import ZERO, parse_money, yuan
from model.pack import PackKind
from model.pack_commands import ExtendPack, SavePackKind, SellPack
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.receipt import ReceiptShop
from model.refund_commands import AskCardRefund, PayCardRefund
from model.sale import Payment, Tender
from model.shop import (
    Category,
    Item,
    ItemKind,
    Look,
    Plan,
    Policy,
    PrinterKind,
    PrinterSetting,
    Role,
    ShopProfile,
    Source,
    Staff,
    Tag,
    Tier,
)
from model.text import clean_line, clean_note
from model.tier_commands import AdjustPoints, SetTier
from services import (
    card_refunds,
    catalog,
    closing,
    gifts,
    history,
    holds,
    member_list,
    members,
    merging,
    packs,
    plans,
    points,
    print_queue,
    refund_prints,
    reversals,
    sales,
    search,
    settings,
    shop,
    staff,
    tiers,
    transfers,
)
from services.ids import new_id
from services.printing.closes import PrintedClose, compose_close, render_page
from services.printing.document import Paper
from services.printing.printers import pdf_of
from tests.hostile import HOSTILE
from tests.support import PIN, Till, command_id, subject, txn

Send = Callable[[Till, str], Any]
"""Sends a text in one field; answers what is stored of it, or None where nothing is kept."""


def draft_field(name: str) -> Send:
    def send(till: Till, text: str) -> Any:
        fields: dict[str, Any] = {name: text}
        draft = replace(MemberDraft("陈静", no_phone_reason="没带手机"), **fields)
        done = till.do(members.sign_up, SignUp(command_id(), till.people.owner, draft))
        stored = till.ask(members.profile, MemberId(subject(done)))
        # The same text again, into somebody who is there already.
        edit = EditMember(command_id(), till.people.owner, stored.member_id, stored.version, draft)
        if not stored.phone:
            till.do(members.edit, edit)
        return getattr(stored, name) if name != "no_phone_reason" or not stored.phone else None

    return send


def _profile_field(name: str) -> Send:
    def send(till: Till, text: str) -> Any:
        fields: dict[str, Any] = {name: text}
        section = replace(ShopProfile(name="小雅美发"), **fields)
        till.do(settings.save, SaveSettings(command_id(), till.people.owner, section))
        return getattr(till.ask(settings.load).profile, name)

    return send


def setting(make: Callable[[str], Look | Policy | PrinterSetting]) -> Send:
    def send(till: Till, text: str) -> Any:
        till.do(settings.save, SaveSettings(command_id(), till.people.owner, make(text)))
        till.ask(settings.load)

    return send


def thing(make: Callable[[str], Item | Category | Plan | Tier | Source | Tag | Staff]) -> Send:
    def send(till: Till, text: str) -> Any:
        made = make(text)
        till.do(catalog.save, Save(command_id(), till.people.owner, made))
        kept = next(t for kind in _all(till) for t in kind if t.id == made.id)
        till.do(catalog.save, Save(command_id(), till.people.owner, replace(kept, active=False)))
        return kept.name

    return send


def _all(till: Till) -> tuple[tuple[Item | Category | Plan | Tier | Source | Tag | Staff, ...], ...]:
    c = till.ask(catalog.everything)
    return c.items, c.categories, c.plans, c.tiers, c.sources, c.tags, c.staff


def barcode(till: Till, text: str) -> Any:
    item = Item(ItemId(new_id()), ItemKind.PRODUCT, f"商品{new_id().hex()}", None, yuan(1), barcode=text)
    till.do(catalog.save, Save(command_id(), till.people.owner, item))
    till.ask(catalog.by_barcode, text)
    return next(i for i in till.ask(catalog.everything).items if i.id == item.id).barcode


def pack_kind(till: Till, text: str) -> Any:
    """A kind of this name, a pack of it sold, and what the pack and its slip then say."""
    kind = PackKind(PackKindId(new_id()), text, till.item(new_id().hex()), 3, yuan(9), days=30)
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.owner, kind))
    paid = Payment(tenders=(Tender(Account.CASH, yuan(9), yuan(9)),))
    member_id = till.member()
    sale = till.do(packs.sell, SellPack(command_id(), till.people.cashier, member_id, kind.id, 1, paid))
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.owner, replace(kind, active=False)))
    (pack,) = till.ask(packs.of_member, member_id)
    assert till.ask(history.receipt, txn(sale)).packs[0].name == pack.name
    return pack.name


def extension(till: Till, text: str) -> Any:
    if not till.ask(packs.kinds):
        pack_kind(till, "十次卡")
    ((member_id,),) = till.rows("SELECT member_id FROM pack LIMIT 1")
    (pack,) = till.ask(packs.of_member, member_id)
    assert pack.valid_to is not None
    until = pack.valid_to + timedelta(days=1)
    till.do(packs.extend, ExtendPack(command_id(), till.people.owner, pack.id, until, text))
    return till.rows("SELECT reason FROM pack_event ORDER BY n DESC LIMIT 1")[0][0]


def cash_reason(till: Till, text: str) -> Any:
    till.do(closing.move_cash, MoveCash(command_id(), till.people.cashier, CashKind.IN, yuan(1), text))
    return till.rows("SELECT reason FROM cash_move WHERE kind = 'in' ORDER BY txn_id DESC LIMIT 1")[0][0]


def points_reason(till: Till, text: str) -> Any:
    command = AdjustPoints(command_id(), till.people.owner, till.member(), 5, text)
    done = till.do(points.adjust, command)
    assert pdf_of(till.ask(history.receipt, txn(done)), "zh_CN", Paper.MM58).data.startswith(b"%PDF")
    return till.rows("SELECT reason FROM points_move ORDER BY txn_id DESC LIMIT 1")[0][0]


def tier_reason(till: Till, text: str) -> Any:
    till.do(tiers.by_hand, SetTier(command_id(), till.people.owner, till.member(), None, False, None, text))
    return till.rows("SELECT reason FROM tier_event ORDER BY operation_id DESC LIMIT 1")[0][0]


def gift(till: Till, text: str) -> Any:
    made = Gift(GiftId(new_id()), text)
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, made))
    kept = next(g for g in till.ask(gifts.gifts) if g.id == made.id)
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, replace(kept, active=False)))
    return kept.name


def stock_reason(till: Till, text: str) -> Any:
    made = Gift(GiftId(new_id()), made_name())
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, made))
    counted = MoveStock(command_id(), till.people.owner, made.id, MoveKind.COUNTED, 3, text)
    till.do(gifts.move_stock, counted)
    return till.rows("SELECT reason FROM gift_move WHERE gift_id = ?", made.id)[0][0]


def floor_reason(till: Till, text: str) -> Any:
    deep = Plan(PlanId(new_id()), made_name(), yuan(1), yuan(9))
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, deep, text))
    return till.rows("SELECT reason FROM plan_version WHERE plan_id = ?", deep.id)[0][0]


def made_name() -> str:
    return new_id().hex()


def close_explanation(till: Till, text: str) -> Any:
    till.clock.advance(timedelta(days=1))
    till.do(closing.move_cash, MoveCash(command_id(), till.people.cashier, CashKind.FLOAT, yuan(1)))
    figures = till.ask(closing.sheet).figures
    count = Count(explanations=(Explanation(Account.CASH, text),))
    command = SealDay(command_id(), till.people.owner, figures.last_day, figures.last_number, count)
    done = till.do(closing.seal, command)
    sealed = till.ask(closing.close, CloseId(subject(done))).sheet
    page = PrintedClose(ReceiptShop(text), text, sealed, datetime(2026, 11, 21, tzinfo=UTC), 1)
    assert render_page(page, "zh_CN").data.startswith(b"%PDF")
    assert compose_close(page, "en", Paper.MM58).rows
    assert sealed.count is not None
    return sealed.count.explanation(Account.CASH)


def line_name(till: Till, text: str) -> Any:
    done = till.sell(yuan(10), bill=Bill((BillLine(text, yuan(10)),)))
    till.ask(history.entries, None, text)
    return till.ask(history.receipt, txn(done)).lines[0].name


def discount_reason(till: Till, text: str) -> Any:
    bill = Bill((BillLine("洗剪吹", yuan(10)),), manual=ManualDiscount(text, amount=yuan(9)))
    payment = Payment(tenders=(Tender(Account.CASH, yuan(1), yuan(1)),))
    done = till.do(sales.execute, Sell(command_id(), till.people.owner, bill, payment))
    return till.ask(history.receipt, txn(done)).adjustments[0].detail


def reason(till: Till, text: str) -> Any:
    sale = txn(till.sell(yuan(10)))
    command = Reverse(command_id(), till.people.owner, sale, text, quantities=((0, 1),))
    done = till.do(reversals.execute, command)
    return till.ask(history.detail, txn(done)).reason


def refund_reason(till: Till, text: str) -> Any:
    """Kept, told in the history and on paper."""
    member_id, by = till.member(), till.people.cashier
    till.top_up(member_id, yuan(50))
    till.do(card_refunds.ask, AskCardRefund(command_id(), by, member_id, text))
    found = till.ask(card_refunds.worksheet, member_id)
    assert found.refund is not None
    best = found.worksheet.best
    command = PayCardRefund(
        command_id(), till.people.owner, found.refund.id, best.cause, best.reading.key, best.total,
        ((Account.CASH, best.total),), True,
    )  # fmt: skip
    done = till.do(card_refunds.pay, command)
    assert till.ask(refund_prints.paid, txn(done), "zh_CN").data.startswith(b"%PDF")
    assert till.ask(history.entries, member_id).entries[0].title == found.refund.reason
    return found.refund.reason


def move_reason(till: Till, text: str) -> Any:
    """Kept, and told on paper."""
    by, giver, taker = till.people.manager, till.member(), till.member()
    till.top_up(giver, yuan(50))
    command = TransferBalance(command_id(), by, giver, taker, None, text, both_present=True)
    done = till.do(transfers.execute, command)
    slip = pdf_of(till.ask(history.receipt, txn(done)), "zh_CN", Paper.MM58)
    assert slip.data.startswith(b"%PDF")
    return till.ask(history.receipt, txn(done)).reason


def merge_reason(till: Till, text: str) -> Any:
    by, gone, kept = till.people.manager, till.member(), till.member()
    till.do(merging.merge, MergeMembers(command_id(), by, gone, kept, text))
    (found,) = till.ask(merging.of_member, kept)
    till.do(merging.unmerge, UnmergeMembers(command_id(), by, found.merge_id, text))
    return found.reason


def card_reason(till: Till, text: str) -> Any:
    till.do(members.replace_card, ReplaceCard(command_id(), till.people.cashier, till.member(), text))
    ((kept,),) = till.rows(
        "SELECT detail FROM operation WHERE kind = 'replace_card' ORDER BY seq DESC LIMIT 1"
    )
    return json.loads(kept)


def parked(label: str | None, name: str | None, why: str | None) -> Send:
    def send(till: Till, text: str) -> Any:
        line = BillLine("洗剪吹" if name is None else text, yuan(68))
        manual = ManualDiscount(text, 500) if why is not None else None
        hold = HoldId(new_id())
        command = Park(command_id(), till.people.cashier, hold, Bill((line,), manual=manual), None)
        till.do(holds.park, replace(command, label=text if label is not None else ""))
        kept = next(h for h in till.ask(holds.parked) if h.hold_id == hold)
        if manual is not None:
            return kept.bill.manual and kept.bill.manual.reason
        return kept.label if label is not None else kept.bill.lines[0].name

    return send


def view(name: bool) -> Send:
    def send(till: Till, text: str) -> Any:
        id_ = ViewId(new_id())
        words = (text, "{}") if name else ("常客", text)
        till.do(member_list.save_view, SaveView(command_id(), till.people.cashier, id_, *words))
        kept = next(v for v in till.ask(member_list.views) if v.view_id == id_)
        return kept.name if name else None

    return send


def pin(till: Till, text: str) -> Any:
    till.do(staff.set_pin, SetPin(command_id(), till.people.owner, till.people.cashier, text))


def typed_pin(till: Till, text: str) -> Any:
    till.do(staff.set_pin, SetPin(command_id(), till.people.owner, till.people.cashier, PIN))
    done = till.do(staff.sign_in, staff.SignIn(command_id(), till.people.cashier, text))
    with contextlib.suppress(UserError):
        staff.outcome(done)
        raise AssertionError("let in")


def print_error(till: Till, text: str) -> Any:
    command = print_queue.FinishJob(command_id(), till.people.cashier, PrintJobId(new_id()), text)
    till.do(print_queue.finish_job, command)


def card_design(till: Till, text: str) -> Any:
    member_id = till.member()
    till.do(members.issue_card, IssueCard(command_id(), till.people.owner, member_id, text))


def new_shop(field: str) -> Send:
    def send(till: Till, text: str) -> Any:
        path = till.path.with_name(f"{new_id().hex()}.guimi")
        fields: dict[str, Any] = {field: text}
        made = shop.create(path, replace(shop.NewShop("小雅美发", "林雅", PIN), **fields))
        made.close()

    return send


LINES: dict[str, Send] = {
    "member name": draft_field("name"),
    "reason for no phone": draft_field("no_phone_reason"),
    "shop name": _profile_field("name"),
    "item": thing(lambda t: Item(ItemId(new_id()), ItemKind.SERVICE, t, None, yuan(1))),
    "category": thing(lambda t: Category(CategoryId(new_id()), t)),
    "gift": gift,
    "plan": thing(lambda t: Plan(PlanId(new_id()), t, yuan(1), ZERO)),
    "tier": thing(lambda t: Tier(TierId(new_id()), t, 1)),
    "source": thing(lambda t: Source(SourceId(new_id()), t)),
    "tag": thing(lambda t: Tag(TagId(new_id()), t)),
    "staff": thing(lambda t: Staff(StaffId(new_id()), t, Role.CASHIER)),
    "barcode": barcode,
    "line of a sale": line_name,
    "kind of pack": pack_kind,
    "parked bill's label": parked("", None, None),
    "parked line": parked(None, "", None),
    "view name": view(True),
}
"""Fields of one line of at most 60 characters unless they say otherwise."""

LONGER: dict[str, tuple[Send, Callable[[str], str]]] = {
    "note": (draft_field("note"), clean_note),
    "consent": (draft_field("consent_text"), lambda t: clean_note(t, 2_000)),
    "discount's reason": (discount_reason, lambda t: clean_line(t, 120)),
    "why a card is refunded": (refund_reason, lambda t: clean_line(t, 120)),
    "why a balance moves": (move_reason, lambda t: clean_line(t, 120)),
    "why records are merged": (merge_reason, lambda t: clean_line(t, 120)),
    "why a card is replaced": (card_reason, lambda t: clean_line(t, 120)),
    "why points are given": (points_reason, lambda t: clean_line(t, 120)),
    "why a tier is given": (tier_reason, lambda t: clean_line(t, 120)),
    "why cash is put in": (cash_reason, lambda t: clean_line(t, 120)),
    "why a stock differs": (stock_reason, lambda t: clean_line(t, 120)),
    "why a plan starts below the floor": (floor_reason, lambda t: clean_line(t, 120)),
    "why a drawer differs": (close_explanation, lambda t: clean_line(t, 120)),
    "why a pack is extended": (extension, lambda t: clean_line(t, 120)),
    "reversal's reason": (reason, lambda t: clean_line(t, 120)),
    "parked discount's reason": (parked(None, None, ""), lambda t: clean_line(t, 120)),
    "shop address": (_profile_field("address"), lambda t: clean_line(t, 120)),
    "receipt footer": (_profile_field("receipt_footer"), lambda t: clean_note(t, 300)),
    "consent text": (_profile_field("consent_text"), lambda t: clean_note(t, 2_000)),
}

NOT_KEPT: dict[str, Send] = {
    "phone": draft_field("phone"),
    "shop phone": _profile_field("phone"),
    "view definition": view(False),
    "time zone": setting(lambda t: Policy(time_zone=t)),
    "language": setting(lambda t: Look(language=t)),
    "theme": setting(lambda t: Look(theme=t)),
    "printer": setting(lambda t: PrinterSetting(PrinterKind.NETWORK, t)),
    "no printer": setting(lambda t: PrinterSetting(PrinterKind.NONE, t)),
    "new pin": pin,
    "typed pin": typed_pin,
    "printer's error": print_error,
    "card design": card_design,
    "new shop's name": new_shop("name"),
    "new shop's owner": new_shop("owner_name"),
    "new shop's language": new_shop("language"),
    "new shop's counter": new_shop("counter_code"),
    "search": lambda till, text: till.ask(search.find, text),
    "members page": lambda till, text: till.ask(member_list.ids, MemberFilter(text=text)),
    "card code": lambda till, text: till.ask(search.by_card, text),
    "phone looked up": lambda till, text: till.ask(members.by_phone, text),
    "history": lambda till, text: till.ask(history.entries, None, text),
    "barcode looked up": lambda till, text: till.ask(catalog.by_barcode, text),
    "amount": lambda till, text: parse_money(text),
}


def through(till: Till, field: str, send: Send, cleaned: Callable[[str], str] | None) -> None:
    wrong = []
    for text in HOSTILE:
        try:
            kept = send(till, text)
        except UserError:
            continue
        except Exception as error:
            wrong.append(f"{text[:20]!r}: {error!r:.200}")
            continue
        if cleaned is not None and kept is not None and kept != cleaned(text):
            wrong.append(f"{text[:20]!r} kept as {kept!r:.60}")
    assert not wrong, f"{field}: " + "\n".join(wrong)
    till.prove()


@pytest.mark.parametrize("field", LINES)
def test_one_line_is_stored_literally_and_clean_or_refused(till: Till, field: str) -> None:
    through(till, field, LINES[field], lambda text: clean_line(text, 1_000_000))


@pytest.mark.parametrize("field", LONGER)
def test_longer_text_is_stored_literally_and_clean_or_refused(till: Till, field: str) -> None:
    send, cleaned = LONGER[field]
    through(till, field, send, cleaned)


@pytest.mark.parametrize("field", NOT_KEPT)
def test_what_is_only_looked_at_is_refused_or_fits(till: Till, field: str) -> None:
    through(till, field, NOT_KEPT[field], None)


def test_members_with_hostile_names_are_found_by_what_is_stored(till: Till) -> None:
    for text in HOSTILE:
        try:
            member_id = till.member(text)
        except UserError:
            continue
        stored = till.ask(members.profile, member_id).name
        found = {hit.member_id: hit.name for hit in till.ask(search.find, stored, 200).hits}
        assert found.get(member_id, stored) == stored
        assert till.ask(members.card, member_id).profile.name == stored
        listed = till.ask(member_list.ids, MemberFilter())
        assert stored in {row.name for row in till.ask(member_list.rows, listed)}
    till.prove()
