"""The statement of a member: every entry, balances that follow from it, and the file for a spreadsheet."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from model.commands import Reverse
from model.ids import MemberId
from model.ledger import Account, TxnKind
from model.money import ZERO, Money, yuan
from model.pack_commands import SellPack, UsePack
from model.sale import Payment, Tender
from model.statement import Statement
from services import packs, reversals, statement_prints, statements
from services.printing.strings import LANGUAGES, entries, words
from tests.services.test_card_refunds import pack_kind, refund, rich_plan
from tests.support import DAY_MS, Till, command_id, refused, txn

TODAY = date(2026, 11, 21)
KINDS = {kind: kind.value for kind in TxnKind}


def of(till: Till, member_id: MemberId, first: date = TODAY, last: date = TODAY) -> Statement:
    return till.ask(statements.statement, member_id, first, last)


def lived(till: Till) -> MemberId:
    """A member with everything on the account."""
    member_id = till.member()
    till.top_up(member_id, yuan(500), rich_plan(till))
    till.top_up(member_id, yuan(500), till.plan(yuan(500), yuan(80)))
    sold = till.sell(yuan(200), member_id, stored=yuan(150))
    till.reverse(txn(sold), (0, 1))
    payment = Payment(yuan(40), (Tender(Account.CASH, yuan(20), yuan(20)),))
    kind = pack_kind(till, yuan(60), "护理")
    till.do(packs.sell, SellPack(command_id(), till.people.cashier, member_id, kind, 1, payment))
    bought = [pack for pack in till.ask(packs.of_member, member_id) if pack.paid]
    till.do(packs.use, UsePack(command_id(), till.people.cashier, bought[0].id, 1))
    return member_id


def test_every_entry_follows_from_the_one_before(till: Till) -> None:
    member_id = lived(till)
    found = of(till, member_id)
    kinds = [entry.kind.value for entry in found.entries]
    assert kinds == ["top_up", "top_up", "sale", "reversal", "pack_sale", "pack_use"]
    standing = found.opening
    for entry in found.entries:
        standing = standing.moved(entry.moved)
        assert entry.after == standing
    wallet = till.wallet(member_id)
    assert found.closing.principal == wallet.principal == yuan(960)
    assert found.closing.bonus.fen == sum(lot.remaining.fen for lot in wallet.lots)
    assert found.closing.points == wallet.points
    assert found.closing.packs == yuan(40)
    assert [entry.outside for entry in found.entries] == [
        yuan(500), yuan(500), yuan(50), yuan(-50), yuan(20), ZERO,
    ]  # fmt: skip


def test_what_was_before_is_the_opening(till: Till) -> None:
    member_id = lived(till)
    till.clock.set(till.clock.now_ms() + 3 * DAY_MS)
    till.sell(yuan(60), member_id, stored=yuan(60))
    later = TODAY + timedelta(days=3)
    found = of(till, member_id, later, later)
    assert len(found.entries) == 1
    assert found.opening == of(till, member_id).closing
    assert of(till, member_id, TODAY, later).closing == found.closing
    assert of(till, member_id, TODAY - timedelta(days=9), TODAY - timedelta(days=1)).entries == ()
    assert till.ask(statements.first_day, member_id) == TODAY
    assert till.ask(statements.first_day, till.member()) == later


def test_what_is_still_to_come(till: Till) -> None:
    member_id = lived(till)
    found = of(till, member_id)
    assert [one.amount for one in found.instalments] == [yuan(50)] * 10
    assert found.instalments[0].due_on == TODAY
    assert {(pack.sessions_left, pack.value_left) for pack in found.packs} == {(3, ZERO), (2, yuan(40))}
    refund(till, member_id)
    found = of(till, member_id)
    assert (found.instalments, found.packs) == ((), ())
    assert (found.closing.principal, found.closing.bonus, found.closing.packs) == (ZERO, ZERO, ZERO)
    assert found.entries[-1].outside.fen < 0


def test_days_in_the_wrong_order_are_refused(till: Till) -> None:
    member_id = till.member()
    refused("statement.days", lambda: of(till, member_id, TODAY, TODAY - timedelta(days=1)))
    refused("member.gone", lambda: of(till, MemberId(b"?" * 16)))


def test_the_file_for_a_spreadsheet(till: Till, tmp_path: Path) -> None:
    member_id = lived(till)
    target = tmp_path / "statement.csv"
    found = of(till, member_id)
    written = statements.export(target, found, statements.CELLS, KINDS)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert written == len(found.entries) == len(rows) - 2
    assert tuple(rows[0]) == statements.CELLS
    assert [sum(Money(round(float(r[n]) * 100)).fen for r in rows[2:]) for n in (5, 6)] == [
        found.closing.principal.fen, found.closing.bonus.fen,
    ]  # fmt: skip
    assert rows[-1][9:] == ["960.00", "80.00", str(found.closing.points), "40.00"]


def test_what_starts_a_formula_is_only_text(till: Till, tmp_path: Path) -> None:
    member_id = till.member()
    sold = till.sell(yuan(10), member_id)
    command = Reverse(command_id(), till.people.owner, txn(sold), "=1+1", None, ((0, 1),))
    till.do(reversals.execute, command)
    target = tmp_path / "statement.csv"
    statements.export(target, of(till, member_id), statements.CELLS, KINDS)
    assert "'=1+1" in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_its_word_on_paper(lang: str) -> None:
    known = entries(lang)
    assert [kind for kind in TxnKind if f"kind.{kind}" not in known] == []
    assert words(lang)("kind.card_refund")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_printed_statement_says_it_all(till: Till, lang: str) -> None:
    member_id = lived(till)
    rendered = till.ask(statement_prints.pages, member_id, TODAY, TODAY, lang)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(rendered.data)).pages)
    for expected in ("¥960.00", "¥80.00", "洗剪吹", "01-000006", "2026-11-21", "¥50.00"):
        assert expected in text
    assert rendered.missing == ()
