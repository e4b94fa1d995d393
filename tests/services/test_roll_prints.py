"""Vouchers and friend cards through the receipt printer's queue: printed and counted once, whatever fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.commands import SaveSettings
from model.errors import EnvironmentProblem
from model.ids import BatchId
from model.shop import PrinterKind, PrinterSetting
from model.voucher import HeldVoucher
from model.voucher_commands import VoidVoucher
from services import friend_cards, print_queue, roll_prints, settings, vouchers
from services.print_queue import CancelPrinting
from services.print_store import ShopJobStore
from services.printing.printers import print_content
from services.printing.queue import PrintJob, PrintQueue, QueueState
from services.roll_prints import Copies, PrintRoll, RollKind
from tests.services.friends import bring, card_kind, give
from tests.services.printing.samples import scanned
from tests.services.printing.test_devices import NetworkPrinter, NoSystem
from tests.services.printing.test_escpos import Printout, read_back
from tests.services.voucher_desk import again, codes_of, hand_out, sell_with, template
from tests.support import Till, command_id, refused

MARK = "补打"


class Desk:
    """A shop whose receipt printer is a file, with the queue that feeds it."""

    def __init__(self, till: Till, paper: Path, width_mm: int = 80, copies: int = 1) -> None:
        self.till = till
        self.paper = paper
        self.away_at: set[int] = set()
        self.tries = 0
        self.states: list[QueueState] = []
        setting = PrinterSetting(PrinterKind.FILE, str(paper), width_mm, copies)
        till.do(settings.save, SaveSettings(command_id(), till.people.owner, setting))

    def ask(self, kind: RollKind, *copies: Copies) -> None:
        self.till.do(roll_prints.print_roll, PrintRoll(command_id(), self.till.people.cashier, kind, copies))

    def send(self, job: PrintJob) -> object:
        self.tries += 1
        if self.tries in self.away_at:
            raise EnvironmentProblem("printer.away", printer="x")
        return print_content(job.content, job.lang, job.setting, NoSystem())

    def run(self, until: Callable[[], bool] | None = None) -> None:
        """Let the queue print until the condition holds, or until nothing is left."""
        queue = PrintQueue(ShopJobStore(self.till.shop.jobs), self.send, self.states.append, 0.02)
        queue.start()
        end = time.monotonic() + 30
        while not (until or self._is_empty)():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.01)
        assert queue.stop()

    def _is_empty(self) -> bool:
        return not self.till.ask(print_queue.waiting)

    def out(self) -> Printout:
        return read_back(self.paper.read_bytes())

    def codes(self) -> list[str]:
        return [text for picture in self.out().pictures for text in scanned(picture)]

    def marks(self) -> int:
        return sum(MARK in line for line, _, _ in self.out().lines)


def batch_of(made: tuple[HeldVoucher, ...] | list[HeldVoucher]) -> BatchId:
    return made[0].batch_id


def prints(till: Till, made: list[HeldVoucher] | tuple[HeldVoucher, ...]) -> list[int]:
    return [again(till, voucher).prints for voucher in made]


@pytest.mark.parametrize("width_mm", [80, 58])
def test_a_batch_comes_out_readable_and_is_counted_once(till: Till, tmp_path: Path, width_mm: int) -> None:
    made = hand_out(till, template(till), 4)
    desk = Desk(till, tmp_path / "roll", width_mm, copies=3)
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 4))
    (job,) = till.ask(print_queue.waiting)
    assert (job.kind, job.pieces) == (RollKind.VOUCHERS, 4)
    assert prints(till, made) == [0] * 4
    desk.run()
    assert desk.codes() == [codes_of(till, voucher)[0] for voucher in made]
    assert desk.out().cuts == 4
    assert desk.marks() == 0
    assert prints(till, made) == [1] * 4
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 2, 2))
    desk.run()
    assert desk.marks() == 2
    assert prints(till, made) == [1, 2, 2, 1]
    till.prove()


def test_a_printer_that_fails_goes_on_where_it_stopped(till: Till, tmp_path: Path) -> None:
    made = hand_out(till, template(till), 5)
    desk = Desk(till, tmp_path / "roll")
    desk.away_at = {3, 4, 6}
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 5))
    desk.run()
    assert desk.tries == 8
    assert any(state.last_error == "printer.away" and state.failed for state in desk.states)
    assert desk.codes() == [codes_of(till, voucher)[0] for voucher in made]
    assert desk.marks() == 0
    assert prints(till, made) == [1] * 5


def test_a_waiting_job_survives_a_restart(till: Till, tmp_path: Path) -> None:
    made = hand_out(till, template(till), 4)
    desk = Desk(till, tmp_path / "roll")
    desk.away_at = set(range(3, 1000))
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 4))
    desk.run(lambda: any(job.state == "failed" for job in till.ask(print_queue.waiting)))
    (job,) = till.ask(print_queue.waiting)
    assert (job.pieces, prints(till, made)) == (2, [1, 1, 0, 0])
    till.reopen()
    desk.away_at = set()
    desk.run()
    assert desk.codes() == [codes_of(till, voucher)[0] for voucher in made]
    assert prints(till, made) == [1] * 4


def test_what_was_used_meanwhile_is_left_out(till: Till, tmp_path: Path) -> None:
    made = hand_out(till, template(till), 6)
    desk = Desk(till, tmp_path / "roll")
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 6))
    for at in (0, 3):
        sell_with(till, made[at])
    for at in (2, 5):
        void = VoidVoucher(command_id(), till.people.manager, made[at].voucher_id, "印坏了")
        till.do(vouchers.void, void)
    desk.run()
    assert desk.codes() == [codes_of(till, made[at])[0] for at in (1, 4)]
    assert [again(till, made[at]).prints for at in (1, 4)] == [1, 1]
    refused(
        "print.nothing",
        lambda: desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 3, 2), Copies(batch_of(made), 6, 1)),
        till.path,
    )


def test_receipts_do_not_wait_behind_a_roll(till: Till, tmp_path: Path) -> None:
    made = hand_out(till, template(till), 3)
    desk = Desk(till, tmp_path / "roll")
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 3))
    till.do(print_queue.test_page, print_queue.PrintTestPage(command_id(), till.people.cashier))
    job = ShopJobStore(till.shop.jobs).next_job()
    assert job is not None
    assert job.left == 1
    assert type(job.content).__name__ == "TestPage"
    desk.run()
    assert len(desk.codes()) == 4


def test_cancelling_while_the_printer_fails_stays_cancelled(till: Till, tmp_path: Path) -> None:
    made = hand_out(till, template(till), 3)
    desk = Desk(till, tmp_path / "roll")
    desk.ask(RollKind.VOUCHERS, Copies(batch_of(made), 1, 3))
    trying, cancelled = threading.Event(), threading.Event()

    def send(_: PrintJob) -> None:
        trying.set()
        assert cancelled.wait(10)
        raise EnvironmentProblem("printer.away", printer="x")

    queue = PrintQueue(ShopJobStore(till.shop.jobs), send, desk.states.append, 0.02)
    queue.start()
    assert trying.wait(10)
    till.do(print_queue.cancel_all, CancelPrinting(command_id(), till.people.cashier))
    cancelled.set()
    assert queue.stop()
    assert till.ask(print_queue.waiting) == ()
    assert prints(till, made) == [0] * 3


def test_friend_cards_of_several_batches_are_one_job(till: Till, tmp_path: Path) -> None:
    giver, kind = till.member("张晓明"), card_kind(till)
    first, second = give(till, giver, kind, 3), give(till, giver, kind, 2)
    bring(till, first[1])
    desk = Desk(till, tmp_path / "roll")
    desk.ask(RollKind.FRIEND_CARDS, Copies(first[0].batch_id, 1, 3), Copies(second[0].batch_id, 2, 1))
    desk.run()
    found = [till.ask(friend_cards.look_up, code) for code in desk.codes()]
    assert [card.card_id for card in found] == [card.card_id for card in (first[0], first[2], second[1])]
    assert [card.prints for card in found] == [1, 1, 1]
    assert till.ask(friend_cards.look_up, desk.codes()[0]).prints == 1
    till.prove()


def test_rolls_need_a_receipt_printer(till: Till) -> None:
    made = hand_out(till, template(till), 1)
    for kind in (PrinterKind.NONE, PrinterKind.SYSTEM, PrinterKind.PDF_FOLDER):
        setting = PrinterSetting(kind, "" if kind is PrinterKind.NONE else "x")
        till.do(settings.save, SaveSettings(command_id(), till.people.owner, setting))
        command = PrintRoll(
            command_id(), till.people.cashier, RollKind.VOUCHERS, (Copies(batch_of(made), 1, 1),)
        )
        refused("print.no_printer", lambda: till.do(roll_prints.print_roll, command), till.path)  # noqa: B023


def test_a_network_printer_that_is_off_is_waited_for(till: Till, tmp_path: Path) -> None:
    (made,) = hand_out(till, template(till), 1)
    desk = Desk(till, tmp_path / "roll")
    printer = NetworkPrinter()
    off = PrinterSetting(PrinterKind.NETWORK, "127.0.0.1:9", 80)
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, off))
    desk.ask(RollKind.VOUCHERS, Copies(made.batch_id, 1, 1))
    desk.run(lambda: any(job.error == "printer.away" for job in till.ask(print_queue.waiting)))
    assert prints(till, (made,)) == [0]
    on = PrinterSetting(PrinterKind.NETWORK, printer.address, 80)
    till.do(settings.save, SaveSettings(command_id(), till.people.owner, on))
    desk.run()
    printer.close()
    (picture,) = read_back(printer.received).pictures
    assert scanned(picture) == [codes_of(till, made)[0]]
    assert prints(till, (made,)) == [1]
