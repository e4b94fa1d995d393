"""Slips of moves between two accounts: who, how much, until when; for both sides, to be signed."""

from __future__ import annotations

import pytest

from model.receipt import Receipt
from services import history
from services.printing import pdf
from services.printing.document import Paper
from services.printing.receipts import compose
from tests.services.printing.test_pack_slips import words
from tests.services.test_merging import merge, unmerge
from tests.services.test_transfers import transfer, two
from tests.support import open_till

NAMES = ("out", "in", "back", "merged_out", "merged_in", "parted_out", "parted_in")


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Receipt]:
    with open_till(tmp_path_factory.mktemp("slips") / "shop.guimi") as till:
        rich, poor = two(till)
        transfer(till, rich, poor, None)
        found = [e.txn_id for e in reversed(till.ask(history.entries, None).entries[:2])]
        till.reverse(found[0])
        found.append(till.ask(history.entries, rich).entries[0].txn_id)
        merge(till, rich, poor)
        found += [e.txn_id for e in reversed(till.ask(history.entries, None).entries[:2])]
        unmerge(till, poor)
        found += [e.txn_id for e in reversed(till.ask(history.entries, None).entries[:2])]
        return {n: till.ask(history.receipt, t) for n, t in zip(NAMES, found, strict=True)}


@pytest.mark.parametrize("paper", [Paper.MM80, Paper.MM58])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_slip_is_drawn(slips: dict[str, Receipt], name: str, lang: str, paper: Paper) -> None:
    rendered = pdf.render(compose(slips[name], lang, paper))
    assert rendered.data.startswith(b"%PDF")
    assert not rendered.missing


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("out", ("转给 李*", "-500.00", "-80.00", "-¥580.00", "送给妹妹", "顾客签字")),
        ("in", ("由 张**", "500.00", "80.00 可用到 2026-12-21", "¥580.00", "顾客签字")),
        ("back", ("余额转移", "¥580.00", "退回储值 本金 500.00", "退回储值 赠金 80.00")),
        ("merged_in", ("由 张**", "的记录并入", "¥580.00", "同一个人")),
        ("parted_in", ("撤销合并", "¥580.00", "弄错了")),
    ],
)
def test_a_slip_says_who_how_much_and_why(
    slips: dict[str, Receipt], name: str, parts: tuple[str, ...]
) -> None:
    said = words(compose(slips[name], "zh_CN", Paper.MM80))
    for part in parts:
        assert part in said, said
