"""Contracts and worksheets of card refunds: from the second print on they are marked and counted."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pypdf
import pytest

from model.ids import TxnId
from model.money import yuan
from services import contracts, history, page_prints, refund_prints
from services.page_prints import CONTRACT, WORKSHEET, CountPaper
from services.printing.contracts import ContractSize
from services.printing.document import Rendered
from services.printing.strings import LANGUAGES, words
from tests.services.test_card_refunds import refund, served_member
from tests.services.test_refund_gifts import with_gifts
from tests.support import Till, command_id, refused, txn


def pages_of(rendered: Rendered) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(rendered.data)).pages]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reprint_is_marked_and_counted(till: Till, lang: str) -> None:
    member_id = served_member(till)
    bought = txn(till.top_up(member_id, yuan(500), with_gifts(till)))
    refunded = txn(refund(till, member_id))

    def contract() -> list[str]:
        return pages_of(till.ask(contracts.pages, bought, ContractSize.A4, lang))

    def worksheet() -> list[str]:
        return pages_of(till.ask(refund_prints.paid, refunded, lang))

    papers: list[tuple[str, TxnId, Callable[[], list[str]]]] = [
        (CONTRACT, bought, contract),
        (WORKSHEET, refunded, worksheet),
    ]
    say = words(lang)
    for kind, txn_id, pages in papers:
        for printed in range(3):
            mark = say("mark.reprint", count=printed)
            marked = [mark in page for page in pages()]
            assert marked == [bool(printed)] * len(marked), (kind, printed)
            till.do(page_prints.count, CountPaper(command_id(), till.people.cashier, kind, txn_id))
        # A receipt is another paper: it was never printed.
        assert till.ask(history.detail, txn_id).prints == 0
    assert till.rows("SELECT count(*) FROM operation WHERE kind = 'reprint'") == [(6,)]
    till.prove()


def test_only_papers_of_this_shop_are_counted(till: Till) -> None:
    sold = txn(till.sell(yuan(50)))
    by = till.people.cashier
    for command in (
        CountPaper(command_id(), by, "flyer", sold),
        CountPaper(command_id(), by, CONTRACT, TxnId(bytes(16))),
    ):
        refused("reprint.unknown", partial(till.do, page_prints.count, command), till.path)
