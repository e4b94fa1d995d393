"""Thousands of vouchers or cards of one batch: in the background, stoppable, each counted once as printed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtWidgets import QApplication

from model.errors import EnvironmentProblem
from model.friend_commands import CountCardPrints, GiveCardsToMany
from model.ids import BatchId, CommandId, MemberId
from model.shop import Policy, Role
from model.voucher_commands import CountPrints, VoidVoucher
from services import friend_cards, friend_prints, voucher_print, vouchers
from services.exports import Progress
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import Copies
from services.storage.work import Reader
from tests.flows.counter_window import CounterWindow, counter_window
from tests.services import friends, voucher_desk
from tests.support import command_id
from ui import theme
from ui.printing import mass_print, system_printer
from ui.printing.mass_print import Mass, Output
from ui.printing.output_sheet import OutputSheet
from ui.referrals.page import ReferralsPage
from ui.widgets.sheet import Sheet


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.window.resize(1366, 768)
        yield desk


class Bar:
    """A progress that is stopped after so many reports."""

    def __init__(self, stop_after: int = 10_000) -> None:
        self.seen: list[int] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int) -> None:
        self.seen.append(done)

    def cancelled(self) -> bool:
        return len(self.seen) >= self._stop_after


class Printer:
    """Takes PDFs and says how many pages each had; fails at the n-th."""

    def __init__(self, fails_at: int = 0) -> None:
        self.pages: list[int] = []
        self._fails_at = fails_at

    def print_pdf(self, data: bytes, printer_name: str, copies: int) -> None:
        import io

        if self._fails_at == len(self.pages) + 1:
            raise EnvironmentProblem("printer.away", printer=printer_name, detail="")
        self.pages.append(len(pypdf.PdfReader(io.BytesIO(data)).pages))


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(system_printer, "QtSystemPrinter", lambda: made)
    return made


def prints(desk: CounterWindow, batch_id: BatchId) -> list[int]:
    def counted(read: Reader) -> list[int]:
        sql = "SELECT prints FROM voucher WHERE batch_id = ?1 UNION ALL SELECT prints FROM friend_card "
        rows = read.conn.execute(f"{sql} WHERE batch_id = ?1", (batch_id,)).fetchall()
        return sorted(row[0] for row in rows)

    return desk.till.ask(counted)


def mass_of(desk: CounterWindow, batch_id: BatchId, count: int, layout: Layout = Layout.A4_2X5) -> Mass:
    def counting(copies: Copies) -> tuple[Any, CountPrints]:
        owner = desk.till.people.owner
        return vouchers.count_prints, CountPrints(
            CommandId(new_id()), owner, copies.batch_id, copies.first, copies.count
        )

    return Mass((Copies(batch_id, 1, count),), layout, "zh_CN", voucher_print.print_items, counting)


def run(desk: CounterWindow, work: Any, *arguments: Any) -> Any:
    """On a thread of its own, as the pages do it."""
    ended: list[Any] = []
    desk.jobs.run_aside(partial(_run, work, arguments), ended.append, ended.append, owner=desk.window)
    desk.until(lambda: bool(ended))
    if isinstance(ended[0], Exception):
        raise ended[0]
    return ended[0]


def _run(work: Any, arguments: tuple[Any, ...], jobs: Any) -> Any:
    return work(jobs, *arguments)


def test_what_was_used_is_passed_over_and_the_rest_counted_once(
    desk: CounterWindow, tmp_path: Path, printer: Printer
) -> None:
    held = voucher_desk.hand_out(desk.till, voucher_desk.template(desk.till), 450)
    for voucher in (held[0], held[1], held[447]):
        desk.till.do(
            vouchers.void, VoidVoucher(command_id(), desk.till.people.owner, voucher.voucher_id, "丢了")
        )
    mass = mass_of(desk, held[0].batch_id, 450)
    saved = run(desk, mass_print.save, mass, tmp_path / "a.pdf", Bar())
    assert (saved.items, saved.pages, saved.complete) == (447, 45, True)
    assert prints(desk, held[0].batch_id) == [0] * 3 + [1] * 447
    sent = run(desk, mass_print.send, mass, "", Bar())
    assert (sent.items, sent.complete) == (447, True)
    assert printer.pages == [40, 5]
    assert prints(desk, held[0].batch_id) == [0] * 3 + [2] * 447


def test_a_batch_of_used_ones_comes_to_an_end(desk: CounterWindow, printer: Printer) -> None:
    held = voucher_desk.hand_out(desk.till, voucher_desk.template(desk.till), 3)
    for voucher in held:
        desk.till.do(
            vouchers.void, VoidVoucher(command_id(), desk.till.people.owner, voucher.voucher_id, "丢了")
        )
    sent = run(desk, mass_print.send, mass_of(desk, held[0].batch_id, 3), "", Bar())
    assert (sent.items, sent.complete, printer.pages) == (0, True, [])


@pytest.mark.parametrize("stop_after", [1, 2])
def test_a_stopped_print_counts_what_was_printed(
    desk: CounterWindow, tmp_path: Path, printer: Printer, stop_after: int
) -> None:
    batch = voucher_desk.hand_out(desk.till, voucher_desk.template(desk.till), 500)[0].batch_id
    mass = mass_of(desk, batch, 500)
    saved = run(desk, mass_print.save, mass, tmp_path / "a.pdf", Bar(stop_after))
    assert not saved.complete
    assert not list(tmp_path.glob("*.pdf"))
    assert prints(desk, batch) == [0] * 500
    sent = run(desk, mass_print.send, mass, "", Bar(stop_after))
    assert sent.items == {1: 400, 2: 500}[stop_after]
    assert prints(desk, batch) == [0] * (500 - sent.items) + [1] * sent.items


def test_a_printer_that_fails_in_the_middle_has_printed_the_parts_before(
    desk: CounterWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = Printer(fails_at=2)
    monkeypatch.setattr(system_printer, "QtSystemPrinter", lambda: failing)
    batch = voucher_desk.hand_out(desk.till, voucher_desk.template(desk.till), 500)[0].batch_id
    with pytest.raises(EnvironmentProblem):
        run(desk, mass_print.send, mass_of(desk, batch, 500), "", Bar())
    assert prints(desk, batch) == [0] * 100 + [1] * 400


# Friend cards


def give_many(desk: CounterWindow, members: int, each: int) -> BatchId:
    """Cards to so many members as one batch."""
    till = desk.till
    till.policy(Policy(friend_cards_per_member=10_000))
    givers = [till.member(f"会员{n}", phone=f"1390000{n:04d}") for n in range(members)]
    command = GiveCardsToMany(
        command_id(), till.people.owner, rows_of(desk, givers), friends.card_kind(till), each
    )
    given: Any = run(desk, friend_cards.give_to_all, command, Bar())
    assert given.cards == members * each
    (batch,) = till.ask(friend_cards.batches)
    assert (batch.count, batch.givers) == (members * each, members)
    return BatchId(batch.batch_id)


def rows_of(desk: CounterWindow, members: list[MemberId]) -> tuple[int, ...]:
    def found(read: Reader) -> tuple[int, ...]:
        every = read.conn.execute("SELECT id, row FROM member").fetchall()
        return tuple(row for id_, row in every if id_ in members)

    return desk.till.ask(found)


def kinds_pane(desk: CounterWindow) -> Any:
    desk.window.open_page("referrals")
    desk.settle()
    page = desk.window.page("referrals")
    assert isinstance(page, ReferralsPage)
    page.show_tab("kinds")
    desk.settle()
    return page.kinds


def test_cards_given_to_many_are_one_batch_and_print_in_the_background(
    desk: CounterWindow, tmp_path: Path
) -> None:
    batch = give_many(desk, 13, 100)
    desk.till.prove()
    pane = kinds_pane(desk)
    pane.print_button.click()
    desk.settle()
    (sheet,) = [s for s in desk.window.findChildren(Sheet) if s.isVisible()]
    assert isinstance(sheet, OutputSheet)
    assert "1,300" in sheet.button.caption
    sheet.take(Output(Layout.A4_2X5, target=tmp_path / "cards.pdf"))
    assert pane.progress.is_running
    assert not pane.print_button.isEnabled()
    desk.window.open_page("counter")  # the work goes on
    desk.until(lambda: not pane.progress.is_running and not desk.jobs.busy())
    assert len(pypdf.PdfReader(tmp_path / "cards.pdf").pages) == 130
    assert prints(desk, batch) == [1] * 1_300
    again = desk.till.ask(friend_prints.print_items, batch, 1_300, 5, "zh_CN")
    assert [card.reprint for card in again] == [1]
    desk.till.prove()


def test_a_print_in_the_background_is_stopped_with_its_button(desk: CounterWindow, tmp_path: Path) -> None:
    batch = give_many(desk, 10, 100)
    pane = kinds_pane(desk)
    pane.print_button.click()
    desk.settle()
    (sheet,) = [s for s in desk.window.findChildren(Sheet) if s.isVisible()]
    assert isinstance(sheet, OutputSheet)
    sheet.take(Output(Layout.CARD, target=tmp_path / "cards.pdf"))
    pane.progress.stop()
    desk.until(lambda: not pane.progress.is_running and not desk.jobs.busy())
    assert not (tmp_path / "cards.pdf").exists()
    assert prints(desk, batch) == [0] * 1_000
    assert pane.print_button.isEnabled()


def test_a_few_cards_are_looked_through_first(desk: CounterWindow) -> None:
    give_many(desk, 2, 3)
    pane = kinds_pane(desk)
    pane.print_button.click()
    desk.settle()
    (sheet,) = [s for s in desk.window.findChildren(Sheet) if s.isVisible()]
    assert type(sheet).__name__ == "PrintPreview"
    sheet.dismiss()


def test_ten_thousand_take_no_longer_each_than_a_thousand(desk: CounterWindow, tmp_path: Path) -> None:
    """What is asked of the shop file doesn't grow with where in the batch it is."""
    asked: list[tuple[int, int]] = []

    class Answers:
        def __init__(self, value: object) -> None:
            self._value = value

        def result(self) -> object:
            return self._value

    class FewJobs:
        def read(self, query: Any, batch_id: BatchId, first: int, count: int, language: str) -> Answers:
            asked.append((first, count))
            return Answers(())

        def write(self, use_case: Any, command: CountCardPrints) -> Answers:
            return Answers(None)

    began = time.monotonic()
    mass = mass_of(desk, BatchId(new_id()), 10_000)
    progress: Progress = Bar()
    jobs: Any = FewJobs()
    assert mass_print.save(jobs, mass, tmp_path / "none.pdf", progress).items == 0
    assert asked == [(first, mass_print.PART) for first in range(1, 10_000, mass_print.PART)]
    assert time.monotonic() - began < 5
