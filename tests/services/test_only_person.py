"""A shop of one person: the owner approves what they asked for, with the PIN again and a reason."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from model.commands import Save
from model.ids import MemberId, StaffId
from model.money import yuan
from model.refund_commands import AskCardRefund, PayCardRefund
from model.shop import Role, Staff
from services import card_refunds, catalog, pack_refunds, refund_prints, staff
from services.printing.strings import LANGUAGES, words
from services.storage import catalog_rows
from services.storage.work import Reader
from tests.services.test_card_refunds import pay_command, served_member, sheet
from tests.services.test_pack_refunds import command, used
from tests.support import PIN, Till, command_id, refused, txn


def everybody(read: Reader) -> tuple[Staff, ...]:
    return catalog_rows.load(read.conn, Staff)


def stays(till: Till, *people: StaffId) -> None:
    """Only these may sign in."""
    for person in till.ask(everybody):
        if person.active != (person.id in people):
            changed = replace(person, active=person.id in people)
            till.do(catalog.save, Save(command_id(), till.people.owner, changed))


def asked(till: Till) -> tuple[MemberId, PayCardRefund]:
    """A refund that the owner asked for and approves, with a reason."""
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.owner, member_id, "搬家了"))
    command = replace(
        pay_command(till, sheet(till, member_id)),
        staff_id=till.people.owner,
        approved_by=till.people.owner,
        alone_reason="店里只有我一人",
    )
    return member_id, command


def test_the_only_person_may_with_the_pin_and_a_reason(till: Till) -> None:
    member_id, command = asked(till)
    refused("refund.same_person", lambda: till.do(card_refunds.pay, command), till.path)
    assert not sheet(till, member_id).alone
    stays(till, till.people.owner)
    assert sheet(till, member_id).alone
    refused("refund.pin", lambda: till.do(card_refunds.pay, replace(command, approved_by=None)), till.path)
    refused("text.empty", lambda: till.do(card_refunds.pay, replace(command, alone_reason=" ")), till.path)
    done = till.do(card_refunds.pay, command)
    assert till.rows("SELECT people, alone FROM card_refund_paid") == [(1, "店里只有我一人")]
    ((detail,),) = till.rows("SELECT detail FROM operation WHERE kind = 'card_refund'")
    assert "店里只有我一人" in detail
    assert till.ask(card_refunds.paid, txn(done)).alone_reason == "店里只有我一人"
    till.prove()


def test_a_second_person_makes_two_necessary_again(till: Till) -> None:
    member_id, command = asked(till)
    stays(till, till.people.owner)
    stays(till, till.people.owner, till.people.cashier)
    refused("refund.same_person", lambda: till.do(card_refunds.pay, command), till.path)
    assert not sheet(till, member_id).alone
    stays(till, till.people.owner, till.people.manager)
    by_two = replace(command, approved_by=till.people.manager)
    till.do(card_refunds.pay, by_two)
    # Where two did it nothing is said of one alone, whatever was typed.
    assert till.rows("SELECT people, alone FROM card_refund_paid") == [(2, "")]
    till.prove()


def test_the_owner_alone_approves_what_somebody_asked_who_left(till: Till) -> None:
    member_id = served_member(till)
    till.top_up(member_id, yuan(500))
    till.do(card_refunds.ask, AskCardRefund(command_id(), till.people.cashier, member_id, "搬家了"))
    stays(till, till.people.owner)
    command = replace(pay_command(till, sheet(till, member_id)), staff_id=till.people.owner)
    assert not sheet(till, member_id).alone
    till.do(card_refunds.pay, command)
    assert till.rows("SELECT people, alone FROM card_refund_paid") == [(1, "")]
    till.prove()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_worksheet_says_that_one_person_did_both(till: Till, lang: str) -> None:
    _, command = asked(till)
    stays(till, till.people.owner)
    rendered = till.ask(refund_prints.paid, txn(till.do(card_refunds.pay, command)), lang)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(rendered.data)).pages)
    assert words(lang)("worksheet.alone") in text
    assert "店里只有我一人" in text


def test_history_shows_that_somebody_else_was_there(till: Till) -> None:
    """Who signed in and was not let go was active when the owner said to be alone."""
    _, command = asked(till)
    till.do(staff.sign_in, staff.SignIn(command_id(), till.people.manager, PIN))
    till.prove()
    stays(till, till.people.owner)
    till.do(card_refunds.pay, command)
    till.prove()
    assert staff.outcome(
        till.do(staff.approve, staff.Approve(command_id(), till.people.owner, PIN, Role.OWNER))
    )
    till.prove()


def test_a_pack_is_refunded_by_the_only_person_too(till: Till) -> None:
    _, pack = used(till, 3)
    by_one = command(till, pack, by=till.people.owner, approved_by=till.people.owner)
    refused("refund.same_person", lambda: till.do(pack_refunds.pay, by_one), till.path)
    stays(till, till.people.owner)
    assert till.ask(pack_refunds.sheet, pack.id).alone
    unproven = replace(by_one, approved_by=None)
    refused("auth.needs", lambda: till.do(pack_refunds.pay, unproven), till.path)
    till.do(pack_refunds.pay, by_one)
    ((alone,),) = till.rows(
        "SELECT json_extract(detail, '$.alone') FROM operation WHERE kind = 'pack_refund'"
    )
    assert alone == 1
    till.prove()
