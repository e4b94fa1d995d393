"""A command that is sent again gets its first answer, whatever kind it is.

`Till.do` asks this of every command of every test; here are the kinds that no other test sends through it,
and that it would be noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from model.close import CountPage
from model.command import Command
from model.commands import RevealPhone
from model.ids import PrintJobId
from model.money import yuan
from model.views import Done
from services import closing, members, print_queue, roll_prints
from services.ids import new_id
from services.print_queue import DropJob
from services.roll_prints import SkipUsed
from services.storage.work import Work
from tests.services.test_closing import seal
from tests.support import Till, command_id


def test_a_phone_is_shown_again_though_no_operation_keeps_it(till: Till) -> None:
    member_id = till.member(phone="13800136217")
    command = RevealPhone(command_id(), till.people.cashier, member_id)
    assert till.do(members.reveal_phone, command).number == "13800136217"


def test_a_page_of_a_close_is_counted_once(till: Till) -> None:
    till.sell(yuan(1))
    close_id = seal(till).close_id
    till.do(closing.count_page, CountPage(command_id(), till.people.cashier, close_id))
    assert till.ask(closing.close, close_id).prints == 1


def test_what_the_print_queue_does_by_itself_is_done_once(till: Till) -> None:
    job_id = PrintJobId(new_id())
    till.do(print_queue.drop_job, DropJob(command_id(), till.people.cashier, job_id))
    till.do(roll_prints.skip, SkipUsed(command_id(), till.people.cashier, job_id))


def _other_number(work: Work, command: Command) -> Done:
    return replace(work.finish("odd", number="1"), number="2")


def _other_kinds(work: Work, command: Command) -> Done:
    done = work.finish("odd")
    return replace(done, changes=replace(done.changes, ids=frozenset({new_id()})))


@pytest.mark.parametrize("use_case", [_other_number, _other_kinds])
def test_an_answer_that_is_not_in_the_rows_is_noticed(
    till: Till, use_case: Callable[[Work, Command], Done]
) -> None:
    with pytest.raises(AssertionError, match="sent again"):
        till.do(use_case, Command(command_id(), till.people.cashier))
