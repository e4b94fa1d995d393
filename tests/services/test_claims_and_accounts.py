"""Claims beside what else becomes of an account: card refunds, merges, sealed days, expiry."""

from __future__ import annotations

from datetime import date

from model import codes
from model.account_commands import MergeMembers, UnmergeMembers
from model.money import ZERO, yuan
from model.refund_commands import WithdrawCardRefund
from model.rules import ClaimRules
from services import card_refunds, instalments, merging
from services.storage import meta_rows
from tests.services.claims_till import claim, go_to, ids_of, promised, state
from tests.services.test_card_refunds import ask, refund, sheet
from tests.services.test_closing import seal
from tests.support import DAY_MS, Till, command_id, refused, txn


def test_an_account_that_stands_still_gives_nothing_and_says_why(till: Till) -> None:
    member_id = till.member()
    ids = ids_of(till, promised(till, member_id))
    ask(till, member_id)
    found = state(till, member_id)
    assert (found.claimable, found.left) == ((), yuan(500))
    assert found.refusal is not None
    assert found.refusal.code == "member.frozen"
    refused("member.frozen", lambda: claim(till, member_id, ids[0]))
    asked = sheet(till, member_id).refund
    assert asked is not None
    till.do(
        card_refunds.withdraw,
        WithdrawCardRefund(command_id(), till.people.manager, asked.id, "想通了"),
    )
    claim(till, member_id)
    till.prove()


def test_a_card_refund_cancels_what_is_pending_and_ends_what_was_collected(till: Till) -> None:
    member_id = till.member()
    ids = ids_of(till, promised(till, member_id))
    claimed = claim(till, member_id)
    refund(till, member_id)
    found = state(till, member_id)
    assert (found.left, found.claimable) == (ZERO, ())
    refused("claim.cancelled", lambda: claim(till, member_id, ids[1]))
    refused("reverse.settled", lambda: till.reverse(txn(claimed)))
    assert till.rows("SELECT sum(open), sum(amount) FROM instalment_total") == [(0, 0)]
    key = till.ask(lambda read: meta_rows.shop_key(read.conn))
    code = codes.make_qr(codes.QrKind.INSTALMENT, ids[1], key)
    refused("claim.cancelled", lambda: till.ask(instalments.by_stub, code))
    till.prove()


def test_merged_instalments_are_collected_by_the_record_that_stays(till: Till) -> None:
    gone, kept = till.member("张晓明"), till.member("张小明")
    bought = promised(till, gone, ClaimRules(several_at_once=False))
    ids = ids_of(till, bought)
    before = claim(till, gone)
    go_to(till, date(2027, 1, 25))
    merge = MergeMembers(command_id(), till.people.manager, gone, kept, "同一个人")
    till.do(merging.merge, merge)
    refused("member.merged", lambda: till.reverse(txn(before)))
    refused("member.merged", lambda: claim(till, gone, ids[1]))
    assert [one.instalment.n for one in state(till, kept).claimable] == [2]
    claim(till, kept)
    # One a day is the purchase's rule, whoever collects.
    refused("claim.one_a_day", lambda: claim(till, kept, ids[2]))
    assert till.ask(instalments.by_stub, _stub(till, ids[3])).instalment.member_id == kept
    till.prove()
    (merged, *_) = till.ask(merging.of_member, kept)
    till.do(merging.unmerge, UnmergeMembers(command_id(), till.people.manager, merged.merge_id, "弄错了"))
    assert till.ask(instalments.by_stub, _stub(till, ids[3])).instalment.member_id == gone
    go_to(till, date(2027, 1, 26))
    claim(till, gone)
    till.prove()


def _stub(till: Till, instalment_id: bytes) -> str:
    key = till.ask(lambda read: meta_rows.shop_key(read.conn))
    return codes.make_qr(codes.QrKind.INSTALMENT, instalment_id, key)


def test_a_claim_after_the_day_was_sealed_is_booked_on_the_next_and_takes_nothing_of_it(till: Till) -> None:
    member_id = till.member()
    promised(till, member_id)
    promised(till, member_id, next_month=True)
    go_to(till, date(2026, 12, 20))
    till.sell(yuan(10))
    seal(till)
    assert state(till, member_id).day == date(2026, 12, 20)
    done = claim(till, member_id)
    assert done.txn is not None
    # What falls due on the 21st has to wait for it, whatever day's books tonight goes into.
    assert done.txn.amount == yuan(50)
    assert till.rows("SELECT business_day FROM txn ORDER BY row DESC LIMIT 1") == [(20261221,)]
    till.reverse(txn(done))
    till.clock.set(till.clock.now_ms() + 2 * DAY_MS)
    claim(till, member_id)
    till.prove()
    seal(till)
    till.prove()
