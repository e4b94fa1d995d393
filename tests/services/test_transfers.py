"""Balances moved between members: sums, lots, what is refused, and taking it back (domain.md 3.2, 3.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from model.account_commands import TransferBalance
from model.errors import UserError
from model.ids import MemberId
from model.ledger import TxnKind
from model.money import ZERO, Money, yuan
from model.shop import Policy
from model.topup import LimitWarning
from model.views import Done
from services import card_refunds, history, members, transfers
from tests.support import Till, command_id, open_till, refused, txn


def transfer(till: Till, from_id: MemberId, to_id: MemberId, principal: Money | None, **more: object) -> Done:
    more = {"both_present": True, "reason": "送给妹妹", **more}
    by = more.pop("by", till.people.manager)
    command = TransferBalance(command_id(), by, from_id, to_id, principal, **more)  # type: ignore[arg-type]
    return till.do(transfers.execute, command)


def two(till: Till) -> tuple[MemberId, MemberId]:
    """One with 500 of principal and 80 of bonus for 30 days, and one with nothing."""
    rich, poor = till.member("张晓明"), till.member("李雷")
    till.top_up(rich, yuan(500), till.plan(yuan(500), yuan(80), 30))
    return rich, poor


def test_everything_goes_over_and_bonus_keeps_its_last_day_and_age(till: Till) -> None:
    rich, poor = two(till)
    (lot,) = till.wallet(rich).lots
    till.clock.advance(timedelta(days=10))
    done = transfer(till, rich, poor, None)
    assert done.txn is not None
    assert (done.txn.kind, done.txn.amount, done.txn.principal_after) == (TxnKind.TRANSFER, yuan(580), ZERO)
    assert (till.wallet(rich).principal, till.wallet(rich).lots) == (ZERO, ())
    got = till.wallet(poor)
    assert got.principal == yuan(500)
    (moved,) = got.lots
    assert moved.id != lot.id
    assert (moved.remaining, moved.granted_on, moved.expires_on) == (yuan(80), lot.granted_on, lot.expires_on)
    card = till.ask(members.card, poor)
    assert (card.topped_up, card.spent, card.visits, card.wallet.points) == (ZERO, ZERO, 0, 0)
    till.prove()


def test_a_part_is_principal_alone(till: Till) -> None:
    rich, poor = two(till)
    transfer(till, rich, poor, yuan(120))
    assert (till.wallet(rich).principal, till.wallet(poor).principal) == (yuan(380), yuan(120))
    assert till.wallet(poor).lots == ()
    till.prove()


def test_expired_bonus_stays_where_it_is(till: Till) -> None:
    rich, poor = two(till)
    till.clock.advance(timedelta(days=31))
    transfer(till, rich, poor, None)
    assert till.wallet(poor).lots == ()
    till.prove()


def test_both_sides_are_in_the_history_with_the_other_s_name(till: Till) -> None:
    rich, poor = two(till)
    transfer(till, rich, poor, yuan(120))
    (out, *_), (into, *_) = (till.ask(history.entries, one).entries for one in (rich, poor))
    assert (out.title, out.stored_change) == ("李雷", yuan(-120))
    assert (into.title, into.stored_change) == ("张晓明", yuan(120))


def test_what_is_refused_changes_nothing(till: Till) -> None:
    rich, poor = two(till)
    path = till.path
    refused("transfer.same", lambda: transfer(till, rich, rich, None), path)
    refused("transfer.short", lambda: transfer(till, rich, poor, yuan(501)), path)
    refused("transfer.nothing", lambda: transfer(till, poor, rich, None), path)
    refused("transfer.nothing", lambda: transfer(till, rich, poor, ZERO), path)
    refused("transfer.nothing", lambda: transfer(till, rich, poor, yuan(-1)), path)
    refused("transfer.present", lambda: transfer(till, rich, poor, None, both_present=False), path)
    refused("text.empty", lambda: transfer(till, rich, poor, None, reason=" "), path)
    refused("auth.needs", lambda: transfer(till, rich, poor, None, by=till.people.cashier), path)
    till.prove()


def test_the_law_s_limit_is_said_before_it_is_crossed(till: Till) -> None:
    till.policy(replace(Policy(), registered_limit=yuan(400)))
    rich, poor = till.member(), till.member()
    till.top_up(rich, yuan(500), confirmed=frozenset(LimitWarning))
    error = refused("topup.limit", lambda: transfer(till, rich, poor, None), till.path)
    assert error.facts["warnings"] == (LimitWarning.REGISTERED_LIMIT,)
    shown = till.ask(transfers.preview, rich, poor, None)
    assert shown.warnings == (LimitWarning.REGISTERED_LIMIT,)
    transfer(till, rich, poor, None, confirmed=frozenset(shown.warnings))
    till.prove()


def test_a_transfer_is_taken_back_from_either_side_while_it_is_still_there(till: Till) -> None:
    rich, poor = two(till)
    before = till.wallet(rich)
    for side in (0, 1):
        done = transfer(till, rich, poor, None)
        ids = (txn(done), till.ask(history.entries, poor).entries[0].txn_id)
        till.reverse(ids[side])
        assert till.wallet(rich) == before
        assert (till.wallet(poor).principal, till.wallet(poor).lots) == (ZERO, ())
        for one in ids:
            refused("reverse.done", lambda one=one: till.reverse(one), till.path)  # type: ignore[misc]
        till.prove()


def test_what_the_receiver_used_does_not_come_back(till: Till) -> None:
    rich, poor = two(till)
    done = transfer(till, rich, poor, None)
    till.sell(yuan(58), poor, stored=yuan(58))
    error = refused("transfer.used", lambda: till.reverse(txn(done)), till.path)
    missing = [error.facts[name] for name in ("principal", "bonus")]
    assert sum(part.fen for part in missing if isinstance(part, Money)) == 5_800
    till.prove()


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 2),
            st.one_of(st.none(), st.integers(0, 60_000)),
            st.integers(0, 3),
        ),
        max_size=14,
    )
)
def test_any_order_of_transfers_keeps_every_sum(
    tmp_path_factory: object, steps: list[tuple[int, int, int | None, int]]
) -> None:
    """Principal and bonus of all members together never change, bonus never becomes principal."""
    path = tmp_path_factory.mktemp("moves") / "shop.guimi"  # type: ignore[attr-defined]
    with open_till(path) as till:
        people = [till.member() for _ in range(3)]
        plan_id = till.plan(yuan(500), yuan(80), 30)
        for member_id in people[:2]:
            till.top_up(member_id, yuan(500), plan_id)
        done: list[Done] = []
        for giver, taker, amount, days in steps:
            till.clock.advance(timedelta(days=days))
            principal = None if amount is None else Money(amount)
            try:
                if done and days == 3:
                    till.reverse(txn(done.pop()))
                else:
                    done.append(transfer(till, people[giver], people[taker], principal))
            except UserError:
                continue
        wallets = [till.wallet(member_id) for member_id in people]
        assert sum(w.principal.fen for w in wallets) == 100_000
        assert sum(lot.remaining.fen for w in wallets for lot in w.lots) == 16_000
        till.prove()


def test_what_was_given_away_is_refunded_to_who_has_it_and_to_nobody_twice(till: Till) -> None:
    rich, poor = two(till)
    transfer(till, rich, poor, yuan(200))
    totals = [till.ask(card_refunds.worksheet, one).worksheet.best.refunded for one in (rich, poor)]
    assert totals == [yuan(300), yuan(200)]
    done = transfer(till, rich, poor, yuan(300))
    assert till.ask(card_refunds.worksheet, poor).worksheet.best.refunded == yuan(500)
    till.reverse(txn(done))
    totals = [till.ask(card_refunds.worksheet, one).worksheet.best.refunded for one in (rich, poor)]
    assert totals == [yuan(300), yuan(200)]
