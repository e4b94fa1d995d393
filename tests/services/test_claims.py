from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from model import codes
from model.claim import ClaimInstalments
from model.commands import SaveSettings
from model.ids import InstalmentId, MemberId
from model.ledger import TxnKind
from model.money import ZERO, Money, yuan
from model.rules import ClaimRules
from model.shop import Policy, PrinterKind, PrinterSetting
from services import history, instalments, members, print_store, settings
from services.ids import new_id
from services.storage import meta_rows
from tests.services.claims_till import claim, go_to, ids_of, promised, state
from tests.support import DAY_MS, Till, command_id, refused, txn

TODAY = date(2026, 11, 21)


def months(till: Till, member_id: MemberId) -> list[str]:
    found = state(till, member_id)
    return [one.instalment.due_on.isoformat() for one in (*found.claimable, *found.later)]


def test_what_is_due_becomes_bonus_and_the_rest_keeps_its_days(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id)
    before = state(till, member_id)
    assert (len(before.claimable), before.amount, before.left) == (1, yuan(50), yuan(500))
    done = claim(till, member_id)
    assert done.txn is not None
    assert (done.txn.kind, done.txn.amount, done.txn.bonus_after) == (TxnKind.CLAIM, yuan(50), yuan(50))
    wallet = till.wallet(member_id)
    assert (wallet.principal, wallet.bonus_on(TODAY), wallet.points) == (yuan(500), yuan(50), 0)
    after = state(till, member_id)
    assert (after.claimable, after.amount, after.left) == ((), ZERO, yuan(450))
    assert after.next is not None
    assert after.next.instalment.due_on == date(2026, 12, 21)
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(9, 45_000)]
    # What was given isn't what was topped up, spent or a visit.
    card = till.ask(members.card, member_id)
    assert (card.topped_up, card.spent, card.visits) == (yuan(500), ZERO, 0)
    till.prove()


def test_missed_months_are_collected_at_once_over_ten_months(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id)
    claim(till, member_id)
    go_to(till, date(2027, 2, 20))
    assert [one.instalment.n for one in state(till, member_id).claimable] == [2, 3]
    done = claim(till, member_id)
    assert done.txn is not None
    assert done.txn.amount == yuan(100)
    assert len(till.wallet(member_id).lots) == 2
    go_to(till, date(2027, 9, 30))
    assert state(till, member_id).amount == yuan(350)
    claim(till, member_id)
    assert state(till, member_id).left == ZERO
    refused("claim.nothing", lambda: claim(till, member_id))
    assert till.wallet(member_id).bonus_on(date(2027, 9, 30)) == yuan(500)
    till.prove()


def test_a_missed_month_lapses_where_months_dont_roll_over(till: Till) -> None:
    member_id = till.member()
    bought = promised(till, member_id, ClaimRules(roll_over=False, window_days=10))
    ids = ids_of(till, bought)
    go_to(till, date(2026, 11, 30))
    assert state(till, member_id).amount == yuan(50)
    go_to(till, date(2026, 12, 1))
    found = state(till, member_id)
    assert (found.claimable, [one.id for one in found.lapsed]) == ((), [ids[0]])
    assert found.left == yuan(450)
    error = refused("claim.lapsed", lambda: claim(till, member_id, ids[0]))
    assert error.facts["day"] == date(2026, 11, 30)
    till.prove()


def test_an_early_claim_is_refused_with_its_day(till: Till) -> None:
    member_id = till.member()
    ids = ids_of(till, promised(till, member_id, next_month=True))
    assert state(till, member_id).claimable == ()
    error = refused("claim.early", lambda: claim(till, member_id, ids[0]))
    assert error.facts["day"] == date(2026, 12, 21)
    # One that is due doesn't take another along: all or none.
    go_to(till, date(2026, 12, 21))
    refused("claim.early", lambda: claim(till, member_id, ids[0], ids[1]))
    assert till.wallet(member_id).lots == ()
    claim(till, member_id, ids[0])
    till.prove()


def test_one_a_day_where_the_purchase_says_so(till: Till) -> None:
    member_id = till.member()
    strict = promised(till, member_id, ClaimRules(several_at_once=False))
    promised(till, member_id)
    go_to(till, date(2027, 1, 25))
    found = state(till, member_id)
    assert [(one.purchase == strict, one.instalment.n) for one in found.claimable] == [
        (True, 1),
        (False, 1),
        (False, 2),
        (False, 3),
    ]
    assert found.refusal is not None
    assert found.refusal.code == "claim.one_a_day"
    refused("claim.one_a_day", lambda: claim(till, member_id, *ids_of(till, strict)[:2]))
    claim(till, member_id)
    assert state(till, member_id).claimable == ()
    refused("claim.one_a_day", lambda: claim(till, member_id, ids_of(till, strict)[1]))
    go_to(till, date(2027, 1, 26))
    assert [one.instalment.n for one in state(till, member_id).claimable] == [2]
    claim(till, member_id)
    till.prove()


def test_a_minimum_counts_what_was_bought_that_day_and_not_taken_back(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, ClaimRules(minimum_purchase=yuan(100)))
    till.sell(yuan(99), member_id)
    found = state(till, member_id)
    assert found.refusal is not None
    assert found.refusal.code == "claim.minimum"
    assert found.refusal.facts["missing"] == yuan(1)
    sold = till.sell(yuan(30), member_id, stored=yuan(30))
    assert state(till, member_id).claimable
    till.reverse(txn(sold), (0, 1))
    error = refused("claim.minimum", lambda: claim(till, member_id, found.refused[0].id))
    assert error.facts == {"minimum": yuan(100), "missing": yuan(1)}
    till.sell(yuan(1), member_id)
    claim(till, member_id)
    till.clock.set(till.clock.now_ms() + DAY_MS)
    assert state(till, member_id).consumed == ZERO
    till.prove()


def test_different_terms_become_lots_with_their_own_last_day(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, ClaimRules(bonus_days=30))
    promised(till, member_id, ClaimRules(), amount=yuan(20))
    promised(till, member_id, ClaimRules(bonus_days=30), amount=yuan(7))
    done = claim(till, member_id)
    assert done.txn is not None
    assert done.txn.amount == yuan(77)
    lots = {(lot.granted, lot.expires_on) for lot in till.wallet(member_id).lots}
    assert lots == {(yuan(57), TODAY + timedelta(days=30)), (yuan(20), None)}
    till.prove()


def test_the_business_day_decides_not_the_calendar(till: Till) -> None:
    till.policy(replace(Policy(), day_starts_hour=4))
    member_id = till.member()
    promised(till, member_id, next_month=True)
    # One in the morning of 21 December still belongs to the 20th, in Shanghai (UTC+8).
    go_to(till, date(2026, 12, 20), hour=17)
    assert state(till, member_id).claimable == ()
    go_to(till, date(2026, 12, 20), hour=20)
    assert state(till, member_id).amount == yuan(50)


def test_a_zone_with_summer_time_claims_on_its_own_days(till: Till) -> None:
    till.policy(replace(Policy(), time_zone="America/New_York", day_starts_hour=0))
    member_id = till.member()
    # It is the evening of the 20th in New York.
    promised(till, member_id)
    claim(till, member_id)
    # On 14 March 2027 the clock goes forward: midnight of the 20th is four hours behind UTC, not five.
    go_to(till, date(2027, 3, 20), hour=3)
    assert [one.instalment.n for one in state(till, member_id).claimable] == [2, 3, 4]
    go_to(till, date(2027, 3, 20), hour=4)
    assert [one.instalment.n for one in state(till, member_id).claimable] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (date(2027, 11, 30), ["2027-11-30", "2027-12-30", "2028-01-30", "2028-02-29"]),
        (date(2028, 2, 29), ["2028-02-29", "2028-03-29", "2028-04-29", "2028-05-29"]),
    ],
)
def test_short_months_and_year_ends(till: Till, day: date, expected: list[str]) -> None:
    go_to(till, day)
    member_id = till.member()
    promised(till, member_id, count=4)
    assert months(till, member_id) == expected
    for n, due in enumerate(expected, start=1):
        go_to(till, date.fromisoformat(due) - timedelta(days=1))
        early = [one.instalment.n for one in state(till, member_id).claimable]
        assert early == ([] if n > 1 else early)
        go_to(till, date.fromisoformat(due))
        assert [one.instalment.n for one in state(till, member_id).claimable] == [n]
        claim(till, member_id)
    till.prove()


def test_a_clock_set_ahead_or_back_claims_nothing_more(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, next_month=True)
    now = till.clock.now_ms()
    till.clock.set(now + 400 * DAY_MS)
    assert state(till, member_id).claimable == ()
    till.clock.set(now - 40 * DAY_MS)
    assert (state(till, member_id).claimable, state(till, member_id).day) == ((), TODAY)
    refused("claim.early", lambda: claim(till, member_id, state(till, member_id).later[0].id))


def test_nobody_collects_twice_or_what_is_anothers(till: Till) -> None:
    member_id, other = till.member(), till.member("李娜")
    bought = promised(till, member_id)
    first = ids_of(till, bought)[0]
    refused("claim.unknown", lambda: claim(till, other, first))
    refused("claim.unknown", lambda: claim(till, member_id, InstalmentId(new_id())))
    done = claim(till, member_id, first, first)
    assert done.txn is not None
    assert done.txn.amount == yuan(50)
    error = refused("claim.claimed", lambda: claim(till, member_id, first))
    assert error.facts["number"] == done.txn.number
    command = ClaimInstalments(command_id(), till.people.cashier, other, ())
    refused("claim.nothing", lambda: till.do(instalments.claim, command))


def test_the_same_command_collects_once(till: Till) -> None:
    member_id = till.member()
    ids = ids_of(till, promised(till, member_id))
    command = ClaimInstalments(command_id(), till.people.cashier, member_id, (ids[0],))
    first = till.do(instalments.claim, command)
    till.reopen()
    assert till.do(instalments.claim, command).txn == first.txn
    assert till.rows("SELECT count(*) FROM txn WHERE kind = 'claim'") == [(1,)]


def test_a_reversed_claim_is_pending_again(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id)
    go_to(till, date(2027, 1, 3))
    claimed = claim(till, member_id)
    reversed_ = till.reverse(txn(claimed))
    assert reversed_.txn is not None
    assert reversed_.txn.amount == yuan(100)
    assert till.wallet(member_id).bonus_on(date(2027, 1, 3)) == ZERO
    assert state(till, member_id).amount == yuan(100)
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(10, 50_000)]
    refused("reverse.done", lambda: till.reverse(txn(claimed)))
    claim(till, member_id)
    till.prove()


def test_a_claim_that_was_spent_or_ran_out_is_not_reversed(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, ClaimRules(bonus_days=30))
    claimed = claim(till, member_id)
    sold = till.sell(yuan(11), member_id, stored=yuan(11))
    error = refused("reverse.claim_spent", lambda: till.reverse(txn(claimed)))
    assert error.facts["amount"] == yuan(50)
    till.reverse(txn(sold), (0, 1))
    go_to(till, date(2026, 12, 22))
    error = refused("reverse.claim_expired", lambda: till.reverse(txn(claimed)))
    assert error.facts["day"] == date(2026, 12, 21)
    till.prove()


def test_a_purchase_with_a_claim_is_reversed_after_its_claim(till: Till) -> None:
    member_id = till.member()
    bought = promised(till, member_id)
    claimed = claim(till, member_id)
    refused("reverse.claimed", lambda: till.reverse(bought, amount=yuan(500)))
    till.reverse(txn(claimed))
    till.reverse(bought, amount=yuan(500))
    assert state(till, member_id).left == ZERO
    refused("claim.cancelled", lambda: claim(till, member_id, ids_of(till, bought)[0]))
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(0, 0)]
    till.prove()


def stub(till: Till, instalment_id: InstalmentId) -> str:
    key = till.ask(lambda read: meta_rows.shop_key(read.conn))
    return codes.make_qr(codes.QrKind.INSTALMENT, instalment_id, key)


def test_a_stub_says_what_it_is_worth_or_why_not(till: Till) -> None:
    member_id = till.member()
    bought = promised(till, member_id)
    ids = ids_of(till, bought)
    found = till.ask(instalments.by_stub, stub(till, ids[0]))
    assert (found.id, found.of, found.instalment.member_id) == (ids[0], 10, member_id)
    assert till.ask(instalments.by_stub, stub(till, ids[9])).instalment.n == 10
    done = claim(till, member_id, ids[0])
    assert done.txn is not None
    error = refused("claim.claimed", lambda: till.ask(instalments.by_stub, stub(till, ids[0])))
    assert (error.facts["number"], error.facts["n"]) == (done.txn.number, 1)
    foreign = codes.make_qr(codes.QrKind.INSTALMENT, ids[1], b"another shop")
    refused("claim.foreign", lambda: till.ask(instalments.by_stub, foreign))
    refused("claim.unknown", lambda: till.ask(instalments.by_stub, stub(till, InstalmentId(new_id()))))
    till.reverse(txn(done))
    till.reverse(bought, amount=yuan(500))
    refused("claim.cancelled", lambda: till.ask(instalments.by_stub, stub(till, ids[1])))


def test_history_and_slip_say_what_was_collected_and_what_comes_next(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id, ClaimRules(bonus_days=30))
    sold = till.sell(yuan(68), member_id)
    waiting = till.ask(history.receipt, txn(sold)).rebate
    assert waiting is not None
    assert (waiting.claimable, waiting.count, waiting.next_on) == (yuan(50), 1, date(2026, 12, 21))
    claimed = claim(till, member_id)
    slip = till.ask(history.receipt, txn(claimed))
    assert [(c.n, c.of, c.amount) for c in slip.claimed] == [(1, 10, yuan(50))]
    assert slip.granted[0].expires_on == date(2026, 12, 21)
    assert slip.rebate is not None
    assert (slip.rebate.claimable, slip.rebate.next_on, slip.rebate.next_amount) == (
        ZERO,
        date(2026, 12, 21),
        yuan(50),
    )
    go_to(till, date(2027, 1, 2))
    claim(till, member_id)
    again = till.ask(history.receipt, txn(claimed), 1)
    assert again.rebate == slip.rebate, "a reprint says what the slip said"
    entry = till.ask(history.entries, member_id).entries[0]
    assert (entry.kind, entry.amount) == (TxnKind.CLAIM, Money(5_000))
    assert entry.title.endswith("2/10")
    assert till.ask(history.detail, txn(claimed)).entry.stored_change == yuan(50)


def test_a_slip_waits_for_the_printer_with_its_claim(till: Till, tmp_path: Path) -> None:
    printer = PrinterSetting(PrinterKind.PDF_FOLDER, str(tmp_path))
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, printer))
    member_id = till.member()
    promised(till, member_id)
    claimed = claim(till, member_id)
    waiting = till.ask(print_store.waiting_receipt, txn(claimed))
    assert waiting is not None
    assert till.ask(print_store.job_pdf, waiting).data.startswith(b"%PDF")
