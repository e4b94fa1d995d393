"""Slips of session packs: what was bought, what is left, until when; on both widths, in both languages."""

from __future__ import annotations

import pytest

from model.card_refund import Cause
from model.ledger import Account
from model.money import yuan
from model.receipt import Receipt
from model.sale import Payment, Tender
from services import history
from services.printing import pdf, strings
from services.printing.document import Columns, Document, Paper, Text
from services.printing.receipts import compose
from tests.services.test_pack_refunds import refund
from tests.services.test_packs import kind, of, sell, use
from tests.support import open_till, txn


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Receipt]:
    with open_till(tmp_path_factory.mktemp("slips") / "shop.guimi") as till:
        member_id = till.member()
        till.top_up(member_id, yuan(500))
        till.sell(yuan(1), member_id)
        paid = Payment(yuan(500), (Tender(Account.CASH, yuan(1_460), yuan(1_500)),))
        done = {"sale": txn(sell(till, member_id, kind(till, days=365), 2, payment=paid))}
        pack = of(till, member_id)[0]
        done["use"] = txn(use(till, pack, 3, served_by=till.people.manager))
        done["back"] = txn(till.reverse(done["use"]))
        use(till, of(till, member_id)[0], 4)
        done["refund"] = txn(refund(till, next(p for p in of(till, member_id) if p.used), Cause.SHOP))
        return {name: till.ask(history.receipt, txn_id) for name, txn_id in done.items()}


def words(document: Document) -> str:
    rows = document.rows
    said = [f"{r.left} {r.right}" if isinstance(r, Columns) else getattr(r, "text", "") for r in rows]
    return "\n".join(said)


@pytest.mark.parametrize("paper", [Paper.MM80, Paper.MM58])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["sale", "use", "back", "refund"])
def test_every_slip_is_drawn(slips: dict[str, Receipt], name: str, lang: str, paper: Paper) -> None:
    rendered = pdf.render(compose(slips[name], lang, paper))
    assert rendered.data.startswith(b"%PDF")
    assert not rendered.missing


def test_a_sale_says_how_many_and_until_when(slips: dict[str, Receipt]) -> None:
    said = words(compose(slips["sale"], "zh_CN", Paper.MM80))
    for part in ("¥1,960.00", "储值 本金 500.00", "现金 1,460.00", "10 次", "有效期至 2027-11-21"):
        assert part in said, said


def test_a_use_says_what_is_left_and_who_served_as_it_was_then(slips: dict[str, Receipt]) -> None:
    said = words(compose(slips["use"], "zh_CN", Paper.MM80))
    for part in ("王店 3 次", "剩余 7 次", "积分 +294"):
        assert part in said, said
    assert "储值 本金 5" not in said


def test_what_goes_back_says_sessions_and_a_refund_says_money(slips: dict[str, Receipt]) -> None:
    back = words(compose(slips["back"], "zh_CN", Paper.MM80))
    assert "退回次数 3 次" in back
    assert "剩 10 次" in back
    refunded = words(compose(slips["refund"], "zh_CN", Paper.MM80))
    # Six of ten sessions of 980; a quarter of the sale was paid from principal.
    for part in ("¥588.00", "本金 150.00", "微信支付 438.00", "顾客签字"):
        assert part in refunded, refunded


def test_rows_are_texts_or_columns(slips: dict[str, Receipt]) -> None:
    document = compose(slips["use"], "en", Paper.MM58)
    assert any(isinstance(row, Text) and row.text == "Sessions used" for row in document.rows)


def test_one_session_is_one_in_english_too() -> None:
    say = strings.words("en")
    assert (say("pack.sessions", count=1), say("pack.sessions", count=2)) == ("1 session", "2 sessions")
