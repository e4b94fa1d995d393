"""Who may do what, by role, approval and for whom (faults.md row 23)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from model.account_commands import MergeMembers, ReplaceCard, TransferBalance, UnmergeMembers
from model.bill import Bill, BillLine, ManualDiscount
from model.claim import ClaimInstalments
from model.close import CashKind, Count, MoveCash, Pieces, PrintXReport, SealDay
from model.commands import MemberDraft, Reverse, Save, SaveSettings, Sell, SetPin, SignUp, TopUp
from model.errors import UserError
from model.gift import Gift, MoveKind
from model.ids import GiftId, ItemId, MemberId, PackKindId, PlanId, StaffId, TierId
from model.ledger import Account
from model.money import yuan
from model.pack import Pack, PackKind
from model.pack_commands import ExtendPack, SavePackKind, SellPack, UsePack
from model.plan_commands import MoveStock, SaveGift, SavePlan
from model.refund_commands import AskCardRefund, PayCardRefund, ReopenAccount, WithdrawCardRefund
from model.rules import ClaimRules, PointsRules, ProfitRules, TierRules
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
    ShopProfile,
    Staff,
    Tier,
)
from model.tier_commands import AdjustPoints, SetTier
from model.views import Done
from services import (
    card_refunds,
    catalog,
    clock_watch,
    closing,
    gifts,
    instalments,
    members,
    merging,
    packs,
    plans,
    points,
    reversals,
    sales,
    settings,
    staff,
    tiers,
    topups,
    transfers,
)
from services.ids import new_id
from tests.services.claims_till import ids_of, promised
from tests.support import People, Till, command_id, content_hash, refused, subject, txn

EVERYBODY = (Role.CASHIER, Role.MANAGER, Role.OWNER)
MANAGERS = (Role.MANAGER, Role.OWNER)
OWNER = (Role.OWNER,)
Act = Callable[[Till, StaffId], object]


def who(people: People, role: Role) -> StaffId:
    return {Role.CASHIER: people.cashier, Role.MANAGER: people.manager, Role.OWNER: people.owner}[role]


def reverse_sale(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    sale = txn(till.sell(yuan(68)))
    command = Reverse(command_id(), by, sale, "开错单", approved_by, ((0, 1),))
    return till.do(reversals.execute, command)


def discounted(till: Till, by: StaffId, percent_bp: int, approved_by: StaffId | None = None) -> object:
    bill = Bill((BillLine("洗剪吹", yuan(100)),), manual=ManualDiscount("老顾客", percent_bp))
    due = yuan(100) - yuan(percent_bp // 100)
    payment = Payment(tenders=(Tender(Account.CASH, due, due),) if due else ())
    return till.do(sales.execute, Sell(command_id(), by, bill, payment, approved_by=approved_by))


def stock_of_gift(till: Till, by: StaffId) -> object:
    made = Gift(GiftId(new_id()), new_id().hex())
    till.do(gifts.save_gift, SaveGift(command_id(), till.people.owner, made))
    return till.do(gifts.move_stock, MoveStock(command_id(), by, made.id, MoveKind.IN, 3))


def plan_below_floor(till: Till, by: StaffId) -> object:
    deep = Plan(PlanId(new_id()), new_id().hex(), yuan(1), yuan(9))
    return till.do(plans.save_plan, SavePlan(command_id(), by, deep, "开业酬宾"))


def save(thing: Callable[[], Any]) -> Act:
    return lambda till, by: till.do(catalog.save, Save(command_id(), by, thing()))


def section(value: Any) -> Act:
    return lambda till, by: till.do(settings.save, SaveSettings(command_id(), by, value))


def pin_of(role: Role) -> Act:
    return lambda till, by: till.do(staff.set_pin, SetPin(command_id(), by, who(till.people, role), "97531"))


def demote_manager(till: Till, by: StaffId) -> object:
    return till.do(catalog.save, Save(command_id(), by, Staff(till.people.manager, "王店", Role.CASHIER)))


def change_referrer_after_a_sale(till: Till, by: StaffId) -> object:
    friend, member_id = till.member("李雷"), till.member("韩梅梅")
    till.sell(yuan(68), member_id)
    profile = till.ask(members.profile, member_id)
    draft = MemberDraft(profile.name, profile.phone, referrer_id=friend)
    return till.do(members.edit, _edit(by, member_id, profile.version, draft))


def _edit(by: StaffId, member_id: MemberId, version: int, draft: MemberDraft) -> Any:
    from model.commands import EditMember

    return EditMember(command_id(), by, member_id, version, draft)


def pack_kind(till: Till, by: StaffId) -> PackKind:
    kind = PackKind(PackKindId(new_id()), new_id().hex(), till.item(new_id().hex()), 10, yuan(98), days=30)
    till.do(packs.save_kind, SavePackKind(command_id(), by, kind))
    return kind


def pack_of_somebody(till: Till, by: StaffId) -> Pack:
    kind, member_id = pack_kind(till, till.people.owner), till.member()
    payment = Payment(tenders=(Tender(Account.CASH, yuan(98), yuan(98)),))
    till.do(packs.sell, SellPack(command_id(), by, member_id, kind.id, 1, payment))
    return till.ask(packs.of_member, member_id)[0]


def collect(till: Till, by: StaffId) -> Done:
    member_id = till.member()
    (first, *_) = ids_of(till, promised(till, member_id))
    return till.do(instalments.claim, ClaimInstalments(command_id(), by, member_id, (first,)))


def reverse_claim(till: Till, by: StaffId) -> object:
    claimed = txn(collect(till, till.people.cashier))
    return till.do(reversals.execute, Reverse(command_id(), by, claimed, "领错了"))


def use_pack(till: Till, by: StaffId) -> object:
    return till.do(packs.use, UsePack(command_id(), by, pack_of_somebody(till, till.people.owner).id))


def extend_pack(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    pack = pack_of_somebody(till, till.people.owner)
    command = ExtendPack(command_id(), by, pack.id, date(2027, 1, 1), "顾客住院", approved_by)
    return till.do(packs.extend, command)


def close_day(till: Till, by: StaffId) -> object:
    till.do(closing.move_cash, MoveCash(command_id(), by, CashKind.FLOAT, yuan(100)))
    figures = till.ask(closing.sheet).figures
    count = Count((Pieces(10_000, 1),))
    return till.do(closing.seal, SealDay(command_id(), by, figures.last_day, figures.last_number, count))


def refund_of_somebody(till: Till) -> PayCardRefund:
    """Asked for by nobody of those who are tried: another cashier."""
    person = Staff(StaffId(new_id()), new_id().hex(), Role.CASHIER)
    till.do(catalog.save, Save(command_id(), till.people.owner, person))
    member_id = till.member()
    till.top_up(member_id, yuan(50))
    till.do(card_refunds.ask, AskCardRefund(command_id(), person.id, member_id, "搬家"))
    found = till.ask(card_refunds.worksheet, member_id)
    assert found.refund is not None
    best = found.worksheet.best
    paid = ((Account.CASH, best.total),)
    return PayCardRefund(
        command_id(), person.id, found.refund.id, best.cause, best.reading.key, best.total, paid, True
    )


def ask_card_refund(till: Till, by: StaffId) -> object:
    return till.do(card_refunds.ask, AskCardRefund(command_id(), by, till.member(), "搬家"))


def withdraw_card_refund(till: Till, by: StaffId) -> object:
    refund_id = refund_of_somebody(till).refund_id
    return till.do(card_refunds.withdraw, WithdrawCardRefund(command_id(), by, refund_id))


def pay_card_refund(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    command = replace(refund_of_somebody(till), staff_id=by, approved_by=approved_by)
    return till.do(card_refunds.pay, command)


def reopen_account(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    closing_one = replace(refund_of_somebody(till), staff_id=till.people.owner)
    till.do(card_refunds.pay, closing_one)
    ((member_id,),) = till.rows("SELECT id FROM member WHERE closed_ms IS NOT NULL")
    return till.do(card_refunds.reopen, ReopenAccount(command_id(), by, member_id, "回来了", approved_by))


def take_cash(till: Till, by: StaffId) -> object:
    return till.do(closing.move_cash, MoveCash(command_id(), by, CashKind.OUT, yuan(5), "买水"))


def print_open_day(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    printer = PrinterSetting(PrinterKind.FILE, "/dev/null")
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    return till.do(closing.print_x, PrintXReport(command_id(), by, approved_by))


def adjust_points(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    return till.do(points.adjust, AdjustPoints(command_id(), by, till.member(), 5, "补录", approved_by))


def tier_by_hand(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    command = SetTier(command_id(), by, till.member(), None, False, None, "老客", approved_by)
    return till.do(tiers.by_hand, command)


def tier_in_the_profile(till: Till, by: StaffId) -> object:
    member_id, tier_id = till.member(), till.tier(9_000)
    profile = till.ask(members.profile, member_id)
    draft = MemberDraft(profile.name, profile.phone, tier_id=tier_id)
    return till.do(members.edit, _edit(by, member_id, profile.version, draft))


def with_money(till: Till) -> MemberId:
    member_id = till.member()
    till.top_up(member_id, yuan(50))
    return member_id


def give_balance(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    command = TransferBalance(
        command_id(), by, with_money(till), till.member(), None, "送人", approved_by, both_present=True
    )
    return till.do(transfers.execute, command)


def merge_records(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    command = MergeMembers(command_id(), by, with_money(till), till.member(), "同一个人", approved_by)
    return till.do(merging.merge, command)


def part_records(till: Till, by: StaffId, approved_by: StaffId | None = None) -> object:
    kept = MemberId(subject(merge_records(till, till.people.owner)))  # type: ignore[arg-type]
    (found,) = till.ask(merging.of_member, kept)
    command = UnmergeMembers(command_id(), by, found.merge_id, "弄错了", approved_by)
    return till.do(merging.unmerge, command)


MATRIX: dict[str, tuple[Act, tuple[Role, ...]]] = {
    "sell": (lambda till, by: till.sell(yuan(68), staff_id=by), EVERYBODY),
    "sign up": (
        lambda till, by: till.do(
            members.sign_up, SignUp(command_id(), by, MemberDraft("陈静", no_phone_reason="没带"))
        ),
        EVERYBODY,
    ),
    "discount within the limit": (lambda till, by: discounted(till, by, 500), EVERYBODY),
    "discount above the limit": (lambda till, by: discounted(till, by, 600), MANAGERS),
    "give everything away": (lambda till, by: discounted(till, by, 10_000), MANAGERS),
    "reverse": (reverse_sale, MANAGERS),
    "kind of pack": (pack_kind, MANAGERS),
    "sell a pack": (pack_of_somebody, EVERYBODY),
    "use a pack": (use_pack, EVERYBODY),
    "collect an instalment": (collect, EVERYBODY),
    "reverse a claim": (reverse_claim, MANAGERS),
    "floor of profit": (section(ProfitRules(floor_bp=500)), OWNER),
    "rules of claims": (section(ClaimRules(window_days=20)), MANAGERS),
    "extend a pack": (extend_pack, MANAGERS),
    "give points by hand": (adjust_points, MANAGERS),
    "give a tier by hand": (tier_by_hand, MANAGERS),
    "change the tier in the profile": (tier_in_the_profile, MANAGERS),
    "ask for a card refund": (ask_card_refund, EVERYBODY),
    "withdraw a card refund": (withdraw_card_refund, EVERYBODY),
    "pay a card refund": (pay_card_refund, MANAGERS),
    "open a closed account again": (reopen_account, MANAGERS),
    "rules of points": (section(PointsRules()), MANAGERS),
    "rules of tiers": (section(TierRules()), MANAGERS),
    "close the day": (close_day, EVERYBODY),
    "take cash out": (take_cash, EVERYBODY),
    "give a balance to another": (give_balance, MANAGERS),
    "merge two records": (merge_records, MANAGERS),
    "part two records": (part_records, MANAGERS),
    "replace a lost card": (
        lambda till, by: till.do(members.replace_card, ReplaceCard(command_id(), by, till.member(), "丢了")),
        EVERYBODY,
    ),
    "see what the drawer ought to hold": (print_open_day, MANAGERS),
    "look of the program": (section(Look(theme="dark")), EVERYBODY),
    "shop profile": (section(ShopProfile(name="小雅")), MANAGERS),
    "policy": (section(Policy()), MANAGERS),
    "printer": (section(PrinterSetting()), MANAGERS),
    "item": (save(lambda: Item(ItemId(new_id()), ItemKind.SERVICE, new_id().hex(), None, yuan(1))), MANAGERS),
    "gift": (
        lambda till, by: till.do(
            gifts.save_gift, SaveGift(command_id(), by, Gift(GiftId(new_id()), new_id().hex()))
        ),
        MANAGERS,
    ),
    "stock of a gift": (stock_of_gift, MANAGERS),
    "plan below the floor of profit": (plan_below_floor, OWNER),
    "plan": (save(lambda: Plan(PlanId(new_id()), new_id().hex(), yuan(1), yuan(1))), MANAGERS),
    "tier": (save(lambda: Tier(TierId(new_id()), new_id().hex(), 1)), MANAGERS),
    "new cashier": (save(lambda: Staff(StaffId(new_id()), new_id().hex(), Role.CASHIER)), MANAGERS),
    "new manager": (save(lambda: Staff(StaffId(new_id()), new_id().hex(), Role.MANAGER)), OWNER),
    "new owner": (save(lambda: Staff(StaffId(new_id()), new_id().hex(), Role.OWNER)), OWNER),
    "demote a manager": (demote_manager, OWNER),
    "pin of the cashier": (pin_of(Role.CASHIER), EVERYBODY),
    "pin of the manager": (pin_of(Role.MANAGER), MANAGERS),
    "pin of the owner": (pin_of(Role.OWNER), OWNER),
    "change a referrer after a sale": (change_referrer_after_a_sale, OWNER),
    "say that the clock is right": (
        lambda till, by: till.do(clock_watch.confirm, clock_watch.ConfirmClock(command_id(), by)),
        MANAGERS,
    ),
}


@pytest.mark.parametrize("act", MATRIX)
@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_may_do_what_their_role_says_and_no_more(till: Till, role: Role, act: str) -> None:
    carry_out, allowed = MATRIX[act]
    if role in allowed:
        carry_out(till, who(till.people, role))
        return
    with pytest.raises(UserError) as caught:
        carry_out(till, who(till.people, role))
    assert caught.value.code == "auth.needs"


@pytest.mark.parametrize("approver", EVERYBODY)
@pytest.mark.parametrize(
    "act",
    [
        reverse_sale,
        extend_pack,
        print_open_day,
        adjust_points,
        tier_by_hand,
        pay_card_refund,
        reopen_account,
        give_balance,
        merge_records,
        part_records,
        lambda till, by, other: discounted(till, by, 3_000, other),
    ],
)
def test_a_cashier_may_with_the_approval_of_a_manager(
    till: Till, act: Callable[[Till, StaffId, StaffId], object], approver: Role
) -> None:
    if approver is Role.CASHIER:
        refused("auth.needs", lambda: act(till, till.people.cashier, till.people.cashier))
        return
    act(till, till.people.cashier, who(till.people, approver))
    ((kept,),) = till.rows("SELECT approved_by FROM operation ORDER BY seq DESC LIMIT 1")
    assert kept == who(till.people, approver)


@pytest.mark.parametrize("act", ["sell", "reverse", "policy", "item"])
def test_nobody_acts_for_strangers_or_people_who_left(till: Till, act: str) -> None:
    till.do(
        catalog.save,
        Save(command_id(), till.people.owner, Staff(till.people.manager, "王店", Role.MANAGER, active=False)),
    )
    for by in (StaffId(new_id()), till.people.manager):
        refused("auth.unknown", lambda by=by: MATRIX[act][0](till, by))  # type: ignore[misc]
    refused(
        "auth.needs", lambda: discounted(till, till.people.cashier, 3_000, till.people.manager), till.path
    )
    member_id = till.member()
    command = TopUp(command_id(), till.people.manager, member_id, ((Account.CASH, yuan(5)),))
    refused("auth.unknown", lambda: till.do(topups.execute, command), till.path)


def test_a_shop_keeps_an_owner(till: Till) -> None:
    for change in ({"active": False}, {"role": Role.MANAGER}):
        owner = replace(Staff(till.people.owner, "林雅", Role.OWNER), **change)
        command = Save(command_id(), till.people.owner, owner)
        refused("staff.last_owner", lambda command=command: till.do(catalog.save, command), till.path)  # type: ignore[misc]


# ── PINs ──


def test_a_revealed_phone_is_logged_and_stands_in_no_audit_row(till: Till) -> None:
    from model.commands import RevealPhone

    member_id = till.member(phone="13800136217")
    done = till.do(members.reveal_phone, RevealPhone(command_id(), till.people.cashier, member_id))
    assert done.number == "13800136217"
    ((kind, who_looked, subject_id),) = till.rows(
        "SELECT kind, staff_id, subject_id FROM operation ORDER BY seq DESC LIMIT 1"
    )
    assert (kind, who_looked, subject_id) == ("reveal_phone", till.people.cashier, subject(done))
    assert "13800136217" not in repr(till.rows("SELECT * FROM operation"))
    assert content_hash(till.path)
