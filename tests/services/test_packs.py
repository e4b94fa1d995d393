"""Session packs through the services: sold, had, given, extended, reversed; the books proven each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.commands import Save, SaveSettings
from model.errors import UserError
from model.ids import MemberId, PackKindId, PlanId, TierId, TxnId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan
from model.offer import Offer, OfferedPack
from model.pack import Pack, PackKind, PackState
from model.pack_commands import ExtendPack, SavePackKind, SellPack, UsePack
from model.plan_commands import SavePlan
from model.refund_commands import AskCardRefund
from model.rules import PointsRules
from model.sale import Payment, Tender
from model.shop import Item, Plan, Policy, Tier
from model.topup import LimitWarning
from model.views import Done
from services import card_refunds, catalog, history, members, packs, plans, reversals
from services import settings as shop_settings
from services.ids import new_id
from services.storage import pack_rows
from tests.support import DAY_MS, Till, command_id, open_till, refused, txn


def kind(till: Till, price: Money = yuan(980), sessions: int = 10, **more: object) -> PackKind:
    item_id = till.item(f"洗护{new_id().hex()[-6:]}")
    name = f"十次卡{new_id().hex()[-6:]}"
    made = PackKind(PackKindId(new_id()), name, item_id, sessions, price, **more)  # type: ignore[arg-type]
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.manager, made))
    return made


def cash(amount: Money) -> Payment:
    return Payment(tenders=(Tender(Account.CASH, amount, amount),) if amount else ())


def sell(till: Till, member_id: MemberId, of: PackKind, quantity: int = 1, **more: object) -> Done:
    payment = more.pop("payment", None) or cash(of.price * quantity)
    command = SellPack(command_id(), till.people.cashier, member_id, of.id, quantity, payment, **more)  # type: ignore[arg-type]
    return till.do(packs.sell, command)


def use(till: Till, pack: Pack, sessions: int = 1, **more: object) -> Done:
    command = UsePack(command_id(), till.people.cashier, pack.id, sessions, **more)  # type: ignore[arg-type]
    return till.do(packs.use, command)


def of(till: Till, member_id: MemberId) -> tuple[Pack, ...]:
    return till.ask(packs.of_member, member_id)


def bought(till: Till, **more: object) -> tuple[MemberId, Pack]:
    member_id = till.member()
    sell(till, member_id, kind(till, **more))  # type: ignore[arg-type]
    return member_id, of(till, member_id)[0]


def test_a_pack_sold_is_owed_and_no_income_until_it_is_had(till: Till) -> None:
    member_id = till.member()
    done = sell(till, member_id, kind(till, days=365), 2)
    assert done.txn is not None
    assert (done.txn.kind, done.txn.amount) == (TxnKind.PACK_SALE, yuan(1960))
    first, second = of(till, member_id)
    assert (first.sessions_left, first.value_left, first.valid_to) == (10, yuan(980), date(2027, 11, 21))
    assert dict(till.rows("SELECT account, sum(amount) FROM daily_total GROUP BY 1")) == {
        "cash": 196_000,
        "pack": -196_000,
    }
    card = till.ask(members.card, member_id)
    assert (card.visits, card.spent, card.topped_up, card.wallet.points) == (0, ZERO, ZERO, 0)
    used = use(till, first, 3, served_by=till.people.manager, rating=5)
    assert used.txn is not None
    assert (used.txn.amount, used.txn.points_after) == (yuan(294), 294)
    card = till.ask(members.card, member_id)
    assert (card.visits, card.spent, card.last_visit) == (1, yuan(294), date(2026, 11, 21))
    left = next(p for p in of(till, member_id) if p.id == first.id)
    assert (left.sessions_left, left.value_left) == (7, yuan(686))
    assert next(p for p in of(till, member_id) if p.id == second.id).sessions_left == 10
    till.prove()


def test_principal_buys_a_pack_and_bonus_never_does(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(100)))
    pack_kind = kind(till)
    refused(
        "balance.short",
        lambda: sell(till, member_id, pack_kind, payment=Payment(yuan(980))),
        till.path,
    )
    rest = (Tender(Account.WECHAT, yuan(480), yuan(480)),)
    sell(till, member_id, pack_kind, payment=Payment(yuan(500), rest))
    wallet = till.wallet(member_id)
    assert wallet.principal == ZERO
    assert sum(lot.remaining.fen for lot in wallet.lots) == 100_00
    till.prove()


def test_a_kind_changed_later_changes_nothing_that_was_sold(till: Till) -> None:
    member_id, pack = bought(till)
    known = till.ask(packs.kinds)[0].kind
    changed = replace(known, name="改名了", sessions=3, price=yuan(1), days=1, active=False)
    till.do(packs.save_kind, SavePackKind(command_id(), till.people.manager, changed))
    assert of(till, member_id) == (pack,)
    assert till.ask(packs.kinds, active_only=True) == ()
    refused("pack.kind", lambda: sell(till, member_id, changed), till.path)


def test_wrong_kinds_are_refused(till: Till) -> None:
    good = kind(till)
    for wrong, code in (
        (replace(good, id=PackKindId(new_id())), "catalog.name_exists"),
        (replace(good, name="  "), "text.empty"),
        (replace(good, item_id=new_id()), "pack.item"),  # type: ignore[arg-type]
        (replace(good, sessions=0), "pack.sessions"),
    ):
        command = SavePackKind(command_id(), till.people.manager, wrong)
        refused(code, lambda command=command: till.do(packs.save_kind, command), till.path)  # type: ignore[misc]
    by_cashier = SavePackKind(command_id(), till.people.cashier, good)
    refused("auth.needs", lambda: till.do(packs.save_kind, by_cashier), till.path)


def test_wrong_sales_and_uses_change_nothing(till: Till) -> None:
    member_id, pack = bought(till, days=30)
    known = till.ask(packs.kinds)[0].kind
    nobody = MemberId(new_id())
    for code, wrong in {
        "pack.quantity": lambda: sell(till, member_id, known, 0, payment=cash(ZERO)),
        "tender.sum": lambda: sell(till, member_id, known, payment=cash(yuan(1))),
        "member.gone": lambda: sell(till, nobody, known),
        "pack.short": lambda: use(till, pack, 11),
        "pack.companion": lambda: use(till, pack, companion=True),
        "sale.rating": lambda: use(till, pack, rating=6),
        "auth.unknown": lambda: use(till, pack, served_by=new_id()),
        "pack.gone": lambda: use(till, replace(pack, id=new_id())),  # type: ignore[arg-type]
    }.items():
        refused(code, wrong, till.path)
    till.clock.advance(timedelta(days=31))
    refused("pack.expired", lambda: use(till, pack), till.path)


def extend(till: Till, pack: Pack, until: date, by: object = None, reason: str = "顾客住院") -> Done:
    who = by or till.people.manager
    return till.do(packs.extend, ExtendPack(command_id(), who, pack.id, until, reason))  # type: ignore[arg-type]


def test_a_manager_extends_a_pack_that_ran_out_and_says_why(till: Till) -> None:
    member_id, pack = bought(till, days=30)
    till.clock.advance(timedelta(days=40))
    refused("auth.needs", lambda: extend(till, pack, date(2027, 3, 1), till.people.cashier), till.path)
    refused("text.empty", lambda: extend(till, pack, date(2027, 3, 1), reason=" "), till.path)
    refused("pack.until", lambda: extend(till, pack, date(2026, 12, 21)), till.path)
    refused("pack.until", lambda: extend(till, pack, date(2026, 12, 25)), till.path)
    extend(till, pack, date(2027, 3, 1))
    assert of(till, member_id)[0].valid_to == date(2027, 3, 1)
    use(till, pack)
    till.prove()


def test_a_pack_without_an_end_cannot_get_a_shorter_one(till: Till) -> None:
    _, pack = bought(till)
    refused("pack.until", lambda: extend(till, pack, date(2027, 3, 1)), till.path)


def test_a_sale_of_packs_is_reversed_while_nothing_was_had(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(500))
    rest = (Tender(Account.WECHAT, yuan(480), yuan(480)),)
    sale = txn(sell(till, member_id, kind(till), payment=Payment(yuan(500), rest)))
    pack = of(till, member_id)[0]
    session = txn(use(till, pack))
    refused("reverse.pack_used", lambda: till.reverse(sale), till.path)
    till.reverse(session)
    preview = till.ask(reversals.preview, sale, (), None)
    assert preview.amount == yuan(980)
    till.reverse(sale)
    gone = of(till, member_id)[0]
    assert (gone.state, gone.sessions_left, gone.value_left) == (PackState.CANCELLED, 0, ZERO)
    assert till.wallet(member_id).principal == yuan(500)
    refused("reverse.done", lambda: till.reverse(sale), till.path)
    refused("reverse.done", lambda: till.reverse(session), till.path)
    refused("pack.closed", lambda: use(till, pack), till.path)
    till.prove()


def test_a_session_given_back_takes_visit_spending_and_points_with_it(till: Till) -> None:
    member_id, pack = bought(till)
    till.sell(yuan(68), member_id)
    till.clock.advance(timedelta(days=2))
    done = use(till, pack, 2)
    till.reverse(txn(done))
    card = till.ask(members.card, member_id)
    assert (card.visits, card.spent, card.last_visit) == (1, yuan(68), date(2026, 11, 21))
    assert card.wallet.points == 68
    assert of(till, member_id)[0].sessions_left == 10
    till.prove()


def test_points_that_were_spent_go_below_zero_when_the_session_goes_back(till: Till) -> None:
    member_id, pack = bought(till)
    item = till.ask(catalog.sellable).items[0]
    plain = replace(item, earns_points=False)
    till.do(catalog.save, Save(command_id(), till.people.owner, plain))
    assert use(till, pack).txn.points_after == 98  # type: ignore[union-attr]
    sell(till, member_id, till.ask(packs.kinds)[0].kind)
    unearning = next(p for p in of(till, member_id) if not p.earns_points)
    assert use(till, unearning).txn.points_after == 98  # type: ignore[union-attr]


def give(till: Till, member_id: MemberId, offered: tuple[OfferedPack, ...]) -> Done:
    """A top-up by a plan that brings packs."""
    plan = Plan(PlanId(new_id()), "充 9000 送次卡", yuan(9_000), ZERO, offer=Offer(packs=offered))
    till.do(plans.save_plan, SavePlan(command_id(), till.people.owner, plan, reason="开业"))
    return till.top_up(member_id, yuan(9_000), plan.id, confirmed=frozenset(LimitWarning))


def test_a_pack_that_came_with_a_top_up_is_worth_nothing_in_the_books(till: Till) -> None:
    member_id, of_kind = till.member(), kind(till, days=10)
    give(till, member_id, (OfferedPack(of_kind.id, 2),))
    given = of(till, member_id)
    assert [p.value_left for p in given] == [ZERO, ZERO]
    session = use(till, given[0], 4)
    assert session.txn is not None
    assert (session.txn.amount, session.txn.points_after) == (ZERO, 0)
    till.reverse(txn(session))
    assert all(p.sessions_left == 10 for p in of(till, member_id))
    till.prove()


def test_a_top_up_taken_back_ends_the_packs_it_brought_while_none_was_used(till: Till) -> None:
    member_id, of_kind = till.member(), kind(till)
    top_up = txn(give(till, member_id, (OfferedPack(of_kind.id),)))
    session = txn(use(till, of(till, member_id)[0]))
    refused("reverse.claimed", lambda: till.reverse(top_up, amount=yuan(9_000)), till.path)
    till.reverse(session)
    till.reverse(top_up, amount=yuan(9_000))
    assert of(till, member_id)[0].state is PackState.CANCELLED
    till.prove()


def test_the_limits_of_the_law_count_what_is_owed_in_sessions(till: Till) -> None:
    member_id = till.member()
    till.top_up(member_id, yuan(4_000))
    pack_kind = kind(till, yuan(900))
    sell(till, member_id, pack_kind)
    warned = refused("topup.limit", lambda: sell(till, member_id, pack_kind), till.path)
    assert warned.facts["warnings"] == (LimitWarning.REGISTERED_LIMIT,)
    # Principal that becomes a pack is no more than was owed before.
    sell(till, member_id, pack_kind, payment=Payment(yuan(900)))
    sell(till, member_id, pack_kind, confirmed=frozenset({LimitWarning.REGISTERED_LIMIT}))
    till.policy(Policy(transfer_limit=yuan(900)))
    warned = refused("topup.limit", lambda: sell(till, member_id, pack_kind), till.path)
    assert LimitWarning.TRANSFER_LIMIT in warned.facts["warnings"]  # type: ignore[operator]


def test_the_same_command_is_carried_out_once(till: Till) -> None:
    member_id, pack = bought(till)
    command = UsePack(command_id(), till.people.cashier, pack.id)
    assert till.do(packs.use, command) == till.do(packs.use, command)
    assert of(till, member_id)[0].sessions_left == 9
    known = till.ask(packs.kinds)[0].kind
    sale = SellPack(command_id(), till.people.cashier, member_id, known.id, 1, cash(yuan(980)))
    assert till.do(packs.sell, sale) == till.do(packs.sell, sale)
    assert len(of(till, member_id)) == 2


def test_history_names_the_pack(till: Till) -> None:
    member_id, pack = bought(till)
    use(till, pack, 2, served_by=till.people.manager)
    session, sale = till.ask(history.entries, member_id).entries
    assert sale.title == pack.name
    assert session.title == f"{pack.name} ×2"
    assert session.staff == "王店"


MOVES = st.lists(st.tuples(st.sampled_from("uuurse"), st.integers(0, 9), st.integers(1, 4)), max_size=14)


@settings(max_examples=15, deadline=None)
@given(price=st.integers(0, 99_999), sessions=st.integers(1, 12), moves=MOVES)
def test_lives_of_packs_keep_the_books(
    price: int, sessions: int, moves: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_till(tmp_path_factory.mktemp("packs") / "shop.guimi") as till:
        member_id, pack_kind = till.member(), kind(till, Money(price), sessions, days=20)
        booked: list[TxnId] = []
        for move, pick, count in [("s", 0, 1), *moves]:
            try:
                if move == "s":
                    booked.append(txn(sell(till, member_id, pack_kind, count)))
                elif move == "r":
                    till.reverse(booked[pick % len(booked)])
                else:
                    known = of(till, member_id)
                    booked.append(txn(use(till, known[pick % len(known)], count)))
                if move == "e":
                    till.clock.advance(timedelta(milliseconds=DAY_MS))
            except UserError:
                continue
        taken = -sum(a for (a,) in till.rows("SELECT amount FROM posting WHERE account = 'income'"))
        back = till.rows("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'cash'")[0][0]
        assert taken + till.rows("SELECT coalesce(sum(value_left), 0) FROM pack")[0][0] == back
        assert till.ask(lambda read: pack_rows.value_of(read.conn, member_id)).fen == back - taken
        till.prove()


def test_items_of_kinds_are_known(till: Till) -> None:
    made = kind(till)
    (view,) = till.ask(packs.kinds)
    item = till.ask(lambda read: catalog.everything(read).items)[0]
    assert (view.kind, view.item_name, view.list_price) == (made, item.name, item.price)
    assert isinstance(item, Item)


def test_a_frozen_account_neither_buys_nor_uses_nor_gives_back(till: Till) -> None:
    member_id, pack = bought(till, days=30)
    session = txn(use(till, pack))
    of_kind = till.ask(packs.kinds)[0].kind
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家"))
    for refuse in (
        lambda: sell(till, member_id, of_kind),
        lambda: use(till, pack),
        lambda: extend(till, pack, date(2027, 3, 1)),
        lambda: till.reverse(session),
    ):
        refused("member.frozen", refuse, till.path)


def test_a_tier_is_reached_and_lost_by_sessions_and_points_follow_the_rules(till: Till) -> None:
    made = Tier(TierId(new_id()), "常客", 50, threshold=yuan(200))
    till.do(catalog.save, Save(command_id(), till.people.owner, made))
    rules = PointsRules(double_weekdays=(6,))
    till.do(shop_settings.save, SaveSettings(command_id(), till.people.owner, rules))
    member_id, pack = bought(till)
    session = use(till, pack, 3)
    assert session.txn is not None
    assert session.txn.points_after == 588, "it is a Saturday"
    tier = till.ask(members.card, member_id).profile.tier
    assert tier is not None
    assert tier.id == made.id
    till.reverse(txn(session))
    assert till.ask(members.card, member_id).profile.tier is None
    assert till.wallet(member_id).points == 0
    till.prove()
