"""Days with everything in them: what a sheet's lines say adds up to how what is owed moved."""

from __future__ import annotations

from datetime import timedelta

from model.account_commands import TransferBalance
from model.close import CloseSheet, Owed
from model.close_lines import sections
from model.ids import TxnId
from model.money import Money, yuan
from model.tier_commands import ExpireDue
from services import expiry, transfers
from tests.services import test_packs as packs_till
from tests.services.claims_till import claim, ids_of, promised
from tests.services.test_card_refunds import refund, served_member
from tests.services.test_closing import next_day, seal
from tests.services.test_points import adjust, rules, spend
from tests.support import Till, command_id, txn

PRINCIPAL = {
    "topped_up": 1,
    "topup_undone": 1,
    "principal_back": 1,
    "used_principal": -1,
    "card_refund": -1,
}
BONUS = {
    "bonus_given": 1,
    "claimed": 1,
    "rewarded": 1,
    "bonus_other": 1,
    "bonus_undone": 1,
    "bonus_back": 1,
    "used_bonus": -1,
    "bonus_cancelled": -1,
    "expired": -1,
}
PACKS = {"packs_sold": 1, "packs_undone": 1, "packs_used": -1, "packs_refunded": -1}
POINTS = dict.fromkeys(("points_earned", "points_used", "points_undone", "points_moved", "points_expired"), 1)


def moved(sheet: CloseSheet, signs: dict[str, int]) -> int:
    """By how much the lines of a sheet say that something moved."""
    lines = [line for section in sections(sheet) for line in section.lines]
    values = [(line.value.fen if isinstance(line.value, Money) else line.value, line.key) for line in lines]
    return sum(signs.get(key, 0) * value for value, key in values)


def check(before: Owed, sheet: CloseSheet) -> Owed:
    after = sheet.figures.owed
    assert (after.principal - before.principal).fen == moved(sheet, PRINCIPAL)
    assert (after.bonus - before.bonus).fen == moved(sheet, BONUS)
    assert (after.packs - before.packs).fen == moved(sheet, PACKS)
    assert after.points - before.points == moved(sheet, POINTS)
    return after


def close(till: Till, before: Owed) -> Owed:
    owed = check(before, seal(till).sheet)
    till.prove()
    return owed


def test_lines_add_up_to_what_is_owed(till: Till) -> None:
    rules(till, fen_per_point=10)
    member_id, other = till.member(), till.member("李雷")
    purchase = promised(till, member_id, count=3)
    claimed = claim(till, member_id, ids_of(till, purchase)[0])
    adjust(till, member_id, 500)
    spent = spend(till, member_id, 100)
    till.top_up(other, yuan(300), till.plan(yuan(300), yuan(30), 1))
    sold = txn(till.sell(yuan(68), other, stored=yuan(68)))
    first = close(till, Owed())
    assert first.instalments == yuan(100)

    next_day(till)
    till.reverse(txn(claimed))
    till.reverse(spent, (0, 1))
    till.reverse(sold, (0, 1))
    buyer, pack = packs_till.bought(till)
    packs_till.use(till, pack, 3, served_by=till.people.manager)
    used = txn(packs_till.use(till, packs_till.of(till, buyer)[0], 2, served_by=till.people.cashier))
    second = close(till, first)
    assert (second.instalments, second.packs) == (yuan(150), yuan(490))

    till.clock.advance(timedelta(days=3))
    till.do(expiry.expire_due, ExpireDue(command_id(), till.people.owner))
    till.reverse(used, (0, 1))
    whole = txn(packs_till.sell(till, other, packs_till.kind(till, yuan(200), 4)))
    till.reverse(TxnId(whole), (0, 1))
    till.do(
        transfers.execute,
        TransferBalance(
            command_id(), till.people.manager, member_id, other, yuan(20), "姐妹", till.people.owner, True
        ),
    )
    leaving = served_member(till)
    till.top_up(leaving, yuan(500), till.plan(yuan(500), yuan(500)))
    till.sell(yuan(300), leaving, stored=yuan(300))
    refund(till, leaving)
    third = close(till, second)
    assert third.packs == yuan(490 + 196)
    next_day(till)
    assert close(till, third) == third
