"""Wrong requests of every use case: a UserError with its code, and not a byte of content changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from model.bill import Bill, BillLine, ManualDiscount
from model.commands import (
    DropHold,
    EditMember,
    IssueCard,
    MemberDraft,
    Park,
    Reprint,
    RevealPhone,
    Reverse,
    Save,
    SaveSettings,
    Sell,
    SetPin,
    SignUp,
    TopUp,
)
from model.errors import UserError
from model.ids import HoldId, ItemId, MemberId, PlanId, StaffId, TxnId
from model.ledger import Account
from model.money import Money, yuan
from model.sale import Payment, Tender
from model.shop import (
    Item,
    ItemKind,
    Look,
    Plan,
    Policy,
    PrinterKind,
    PrinterSetting,
    Role,
    RoundingRule,
    ShopProfile,
    Staff,
)
from model.topup import LimitWarning
from services import (
    catalog,
    history,
    holds,
    members,
    print_queue,
    reversals,
    sales,
    search,
    settings,
    staff,
    topups,
)
from services.ids import new_id
from tests.support import Till, command_id, refused, txn

Request = Callable[[Till, MemberId], object]


def nobody() -> MemberId:
    return MemberId(new_id())


def sell(**more: object) -> Request:
    def send(till: Till, member_id: MemberId) -> object:
        bill = more.get("bill", Bill((BillLine("洗剪吹", yuan(68)),)))
        payment = more.get("payment", Payment(tenders=(Tender(Account.CASH, yuan(68), yuan(68)),)))
        rest = {name: value for name, value in more.items() if name not in ("bill", "payment")}
        who = rest.pop("member_id", member_id)
        command = Sell(command_id(), till.people.cashier, bill, payment, who, **rest)  # type: ignore[arg-type]
        return till.do(sales.execute, command)

    return send


def top_up(*tenders: tuple[Account, Money], **more: object) -> Request:
    def send(till: Till, member_id: MemberId) -> object:
        who = more.get("member_id", member_id)
        plan_id = more.get("plan_id")
        confirmed = more.get("confirmed", frozenset())
        command = TopUp(command_id(), till.people.cashier, who, tenders, plan_id, confirmed)  # type: ignore[arg-type]
        return till.do(topups.execute, command)

    return send


def reverse(**more: object) -> Request:
    def send(till: Till, member_id: MemberId) -> object:
        target = (
            more.get("txn_id") or till.rows("SELECT id FROM txn WHERE kind = ?", more.get("of", "sale"))[0][0]
        )
        command = Reverse(
            command_id(),
            till.people.manager,
            target,  # type: ignore[arg-type]
            str(more.get("reason", "开错单")),
            None,
            more.get("quantities", ()),  # type: ignore[arg-type]
            more.get("amount"),  # type: ignore[arg-type]
        )
        return till.do(reversals.execute, command)

    return send


def sign_up(draft: MemberDraft) -> Request:
    return lambda till, _: till.do(members.sign_up, SignUp(command_id(), till.people.cashier, draft))


def edit(version: int = 1, **more: object) -> Request:
    def send(till: Till, member_id: MemberId) -> object:
        profile = till.ask(members.profile, member_id)
        draft = replace(MemberDraft(profile.name, profile.phone), **more)  # type: ignore[arg-type]
        if more.get("referrer_id") == "self":
            draft = replace(draft, referrer_id=member_id)
        command = EditMember(command_id(), till.people.cashier, member_id, version, draft)
        return till.do(members.edit, command)

    return send


def save(thing: Callable[[], object]) -> Request:
    return lambda till, _: till.do(catalog.save, Save(command_id(), till.people.owner, thing()))  # type: ignore[arg-type]


def section(value: object) -> Request:
    return lambda till, _: till.do(settings.save, SaveSettings(command_id(), till.people.owner, value))  # type: ignore[arg-type]


def item(**more: object) -> Callable[[], Item]:
    made = Item(ItemId(new_id()), ItemKind.PRODUCT, "护发素", None, yuan(39), barcode="690001")
    return lambda: replace(made, **more)  # type: ignore[arg-type]


CASH = Payment(tenders=(Tender(Account.CASH, yuan(68), yuan(68)),))
LINE = BillLine("洗剪吹", yuan(68))

WRONG: dict[str, tuple[Request, str]] = {
    "sell nothing": (sell(bill=Bill(())), "bill.empty"),
    "sell to nobody": (sell(member_id=MemberId(bytes(16))), "member.gone"),
    "tier of somebody else": (sell(bill=Bill((LINE,), 9_000)), "sale.tier"),
    "rounding that the shop doesn't do": (
        sell(bill=Bill((LINE,), rounding=RoundingRule.YUAN)),
        "sale.rounding",
    ),
    "rating of six": (sell(rating=6), "sale.rating"),
    "rating of zero": (sell(rating=0), "sale.rating"),
    "hold that is gone": (sell(hold_id=HoldId(bytes(16))), "hold.gone"),
    "more than there is": (sell(payment=Payment(yuan(68))), "balance.short"),
    "stored value of nobody": (sell(payment=Payment(yuan(68)), member_id=None), "sale.member_needed"),
    "paid short": (sell(payment=Payment(tenders=(Tender(Account.CASH, yuan(67), yuan(67)),))), "tender.sum"),
    "discount without a reason": (sell(bill=Bill((LINE,), manual=ManualDiscount(" ", 100))), "bill.reason"),
    "a line without a name": (sell(bill=Bill((replace(LINE, name="\u200b"),))), "text.empty"),
    "a thousand pieces of ten": (sell(bill=Bill((replace(LINE, quantity=10_000),))), "bill.quantity"),
    "top up nothing": (top_up(), "topup.amount"),
    "top up by bonus": (top_up((Account.BONUS, yuan(5))), "tender.unknown"),
    "top up twice by cash": (top_up((Account.CASH, yuan(5)), (Account.CASH, yuan(6))), "tender.unknown"),
    "top up nobody": (top_up((Account.CASH, yuan(5)), member_id=MemberId(bytes(16))), "member.gone"),
    "plan that isn't": (top_up((Account.CASH, yuan(5)), plan_id=PlanId(bytes(16))), "topup.plan"),
    "over the limit": (top_up((Account.CASH, yuan(5_001))), "topup.limit"),
    "over both limits, one confirmed": (
        top_up((Account.CASH, yuan(50_000)), confirmed=frozenset({LimitWarning.REGISTERED_LIMIT})),
        "topup.limit",
    ),
    "reverse what isn't": (reverse(txn_id=TxnId(bytes(16))), "reverse.unknown"),
    "reverse a reversal": (reverse(of="reversal", quantities=((0, 1),)), "reverse.kind"),
    "reverse without a reason": (reverse(reason="  ", quantities=((0, 1),)), "text.empty"),
    "reverse nothing of a sale": (reverse(), "reverse.nothing"),
    "reverse more than was sold": (reverse(quantities=((0, 9),)), "reverse.quantity"),
    "reverse a line twice": (reverse(quantities=((0, 1), (0, 1))), "reverse.nothing"),
    "reverse a line that isn't": (reverse(quantities=((5, 1),)), "reverse.quantity"),
    "reverse nothing of a top-up": (reverse(of="top_up"), "reverse.nothing"),
    "reverse too much of a top-up": (reverse(of="top_up", amount=yuan(501)), "reverse.amount"),
    "reverse a top-up that is spent": (reverse(of="top_up", amount=yuan(500)), "reverse.spent"),
    "sign up without a name": (sign_up(MemberDraft(" ", "13800000009")), "member.name_empty"),
    "sign up without a phone": (sign_up(MemberDraft("李雷")), "member.phone_or_reason"),
    "sign up with a phone that is taken": (
        sign_up(MemberDraft("李雷", "138 0000 0001")),
        "member.phone_exists",
    ),
    "sign up with half a phone": (sign_up(MemberDraft("李雷", "1380000")), "phone.mainland_invalid"),
    "sign up by nobody": (
        sign_up(MemberDraft("李雷", "13800000009", referrer_id=nobody())),
        "member.referrer",
    ),
    "edit an old version": (edit(0, note="x"), "member.changed"),
    "refer oneself": (edit(referrer_id="self"), "member.referrer"),
    "a note without end": (edit(note="长" * 501), "text.too_long"),
    "reveal nobody": (
        lambda till, _: till.do(members.reveal_phone, RevealPhone(command_id(), till.people.owner, nobody())),
        "member.gone",
    ),
    "card for nobody": (
        lambda till, _: till.do(members.issue_card, IssueCard(command_id(), till.people.owner, nobody())),
        "member.gone",
    ),
    "reprint nothing": (
        lambda till, _: till.do(
            print_queue.reprint, Reprint(command_id(), till.people.owner, TxnId(bytes(16)))
        ),
        "reprint.unknown",
    ),
    "park nothing": (
        lambda till, _: till.do(
            holds.park, Park(command_id(), till.people.cashier, HoldId(new_id()), Bill(()), None)
        ),
        "bill.empty",
    ),
    "park for nobody": (
        lambda till, _: till.do(
            holds.park, Park(command_id(), till.people.cashier, HoldId(new_id()), Bill((LINE,)), nobody())
        ),
        "member.gone",
    ),
    "drop what isn't parked": (
        lambda till, _: till.do(holds.drop, DropHold(command_id(), till.people.cashier, HoldId(new_id()))),
        "hold.gone",
    ),
    "item for less than nothing": (save(item(price=Money(-1))), "catalog.price"),
    "item that costs less than nothing": (save(item(cost=Money(-1))), "catalog.price"),
    "barcode of another": (save(item(barcode=" 690000 ")), "catalog.barcode_exists"),
    "name of another": (save(item(name="洗发水")), "catalog.name_exists"),
    "plan for nothing": (save(lambda: Plan(PlanId(new_id()), "送", yuan(0), yuan(1))), "catalog.price"),
    "plan that ends before it begins": (
        save(lambda: Plan(PlanId(new_id()), "送", yuan(1), yuan(1), 0)),
        "catalog.price",
    ),
    "plan that ends after the calendar": (
        save(lambda: Plan(PlanId(new_id()), "送", yuan(1), yuan(1), 10**7)),
        "catalog.price",
    ),
    "staff without a name": (save(lambda: Staff(StaffId(new_id()), "", Role.CASHIER)), "text.empty"),
    "day that starts in the afternoon": (section(Policy(day_starts_hour=13)), "settings.hour"),
    "zone of nowhere": (section(Policy(time_zone="Asia/Nowhere")), "settings.zone"),
    "zone that is a folder": (section(Policy(time_zone="Asia")), "settings.zone"),
    "zone outside": (section(Policy(time_zone="../../etc/passwd")), "settings.zone"),
    "points for everything": (section(Policy(points_per_yuan=1_001)), "settings.number"),
    "limit below nothing": (section(Policy(registered_limit=Money(-1))), "settings.number"),
    "transfers below nothing": (section(Policy(transfer_limit=Money(-1))), "settings.number"),
    "logo that is none": (section(ShopProfile("小雅", logo_png=b"GIF89a")), "settings.logo"),
    "size of nothing": (section(Look(scale_percent=0)), "settings.scale"),
    "printer without an address": (section(PrinterSetting(PrinterKind.NETWORK)), "settings.printer_address"),
    "paper of any width": (section(PrinterSetting(width_mm=70)), "settings.number"),
    "pin for nobody": (
        lambda till, _: till.do(
            staff.set_pin, SetPin(command_id(), till.people.owner, StaffId(bytes(16)), "97531")
        ),
        "auth.unknown",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_request_is_refused_and_changes_nothing(till: Till, what: str) -> None:
    member_id = till.member(phone="13800000001")
    till.do(
        catalog.save,
        Save(command_id(), till.people.owner, item(id=ItemId(new_id()), name="洗发水", barcode="690000")()),
    )
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80)))
    sale = txn(till.sell(yuan(580), member_id, stored=yuan(580)))
    other = txn(till.sell(yuan(9)))
    till.reverse(other, (0, 1))
    assert sale
    request, code = WRONG[what]
    refused(code, lambda: request(till, member_id), till.path)
    till.prove()


@pytest.mark.parametrize(
    "ask",
    [
        lambda till: till.ask(members.profile, nobody()),
        lambda till: till.ask(members.card, nobody()),
        lambda till: till.ask(history.detail, TxnId(bytes(16))),
        lambda till: till.ask(history.receipt, TxnId(bytes(16))),
        lambda till: till.ask(search.by_card, "1234"),
        lambda till: till.ask(reversals.preview, TxnId(bytes(16)), (), None),
    ],
)
def test_questions_about_nobody_are_answered_in_our_words(till: Till, ask: Callable[[Till], object]) -> None:
    with pytest.raises(UserError):
        ask(till)
