"""A shop file as tests use it: made once, copied for each test, worked through the real services."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import pytest

from model.bill import Bill, BillLine
from model.command import Command
from model.commands import (
    MemberDraft,
    Reverse,
    Save,
    SaveSettings,
    Sell,
    SetPin,
    SignUp,
    TopUp,
)
from model.errors import UserError
from model.ids import CommandId, ItemId, MemberId, PlanId, StaffId, TierId, TxnId
from model.ledger import Account
from model.money import ZERO, Money
from model.plan_commands import SavePlan
from model.sale import Payment, Tender
from model.shop import Item, ItemKind, Plan, Policy, Role, Staff, Tier
from model.views import Done
from model.wallet import Wallet
from services import catalog, members, plans, reversals, sales, settings, shop, staff, topups
from services.clock import ManualClock
from services.ids import new_id
from services.storage import driver, store, verify
from services.storage.work import Reader, Work

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=Command)

START_MS: Final = int(datetime(2026, 11, 21, 2, 0, tzinfo=UTC).timestamp() * 1000)
"""Ten in the morning in Shanghai."""
PIN: Final = "2580"
DAY_MS: Final = 86_400_000


def command_id() -> CommandId:
    return CommandId(new_id())


@dataclass(frozen=True, slots=True)
class People:
    owner: StaffId
    manager: StaffId
    cashier: StaffId


class Till:
    """An open shop with a clock that the test moves; each call waits for its answer."""

    def __init__(self, path: Path, people: People, now_ms: int = START_MS) -> None:
        self.path = path
        self.people = people
        self.clock = ManualClock(now_ms)
        self.shop = shop.open_shop(path, self.clock)
        self._phones = 0

    def do(self, use_case: Callable[[Work, C], Done], command: C) -> Done:
        """Carry a command out; sent again, it gets the same answer and nothing is written."""
        done = self.shop.jobs.write(use_case, command).result(60)
        again = self.shop.jobs.write(_not_twice, command).result(60)
        assert again == done, f"{command}: {done}, and sent again {again}"
        return done

    def ask(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.shop.jobs.read(query, *args, **kwargs).result(60)

    def close(self) -> None:
        self.shop.close()

    def reopen(self) -> None:
        """What a restart of the program does; the clock stays as the test set it."""
        self.shop.close()
        self.shop = shop.open_shop(self.path, self.clock)

    def member(
        self, name: str = "张晓明", tier_id: TierId | None = None, phone: str | None = None
    ) -> MemberId:
        if phone is None:
            self._phones += 1
            phone = f"138{self._phones:08d}"
        draft = MemberDraft(name, phone, tier_id=tier_id)
        return MemberId(subject(self.do(members.sign_up, SignUp(command_id(), self.people.owner, draft))))

    def plan(self, pay: Money, bonus: Money, days: int | None = None) -> PlanId:
        plan = Plan(PlanId(new_id()), f"充{pay}送{bonus}·{days}", pay, bonus, days)
        self.do(plans.save_plan, SavePlan(command_id(), self.people.owner, plan, "老板说了算"))
        return plan.id

    def tier(self, discount_bp: int) -> TierId:
        tier = Tier(TierId(new_id()), f"{discount_bp} 级", 9, discount_bp)
        self.do(catalog.save, Save(command_id(), self.people.owner, tier))
        return tier.id

    def item(self, name: str = "洗剪吹", price: Money = Money(6800)) -> ItemId:
        item = Item(ItemId(new_id()), ItemKind.SERVICE, name, None, price)
        self.do(catalog.save, Save(command_id(), self.people.owner, item))
        return item.id

    def policy(self, policy: Policy) -> None:
        self.do(settings.save, SaveSettings(command_id(), self.people.owner, policy))

    def top_up(self, member_id: MemberId, paid: Money, plan_id: PlanId | None = None, **more: Any) -> Done:
        tenders = more.pop("tenders", ((Account.WECHAT, paid),))
        command = TopUp(command_id(), self.people.cashier, member_id, tenders, plan_id, **more)
        return self.do(topups.execute, command)

    def sell(
        self, amount: Money, member_id: MemberId | None = None, *, stored: Money = ZERO, **more: Any
    ) -> Done:
        """Sell one thing of this price, the rest paid in cash."""
        return self.do(sales.execute, self.sale_of(amount, member_id, stored=stored, **more))

    def sale_of(
        self, amount: Money, member_id: MemberId | None = None, *, stored: Money = ZERO, **more: Any
    ) -> Sell:
        bill = more.pop("bill", None) or Bill((BillLine("洗剪吹", amount),))
        rest = amount - stored
        tenders = (Tender(Account.CASH, rest, rest),) if rest else ()
        staff_id = more.pop("staff_id", self.people.cashier)
        return Sell(command_id(), staff_id, bill, Payment(stored, tenders), member_id, **more)

    def reverse(self, txn_id: TxnId, *lines: tuple[int, int], amount: Money | None = None) -> Done:
        command = Reverse(command_id(), self.people.owner, txn_id, "多收了", None, tuple(lines), amount)
        return self.do(reversals.execute, command)

    def wallet(self, member_id: MemberId) -> Wallet:
        return self.ask(members.card, member_id).wallet

    def prove(self) -> None:
        """Every proof there is; names what is wrong."""
        wrong = {f.name: f.wrong for f in self.ask(verify.prove) if f.wrong}
        assert not wrong, wrong

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.ask(lambda read: read.conn.execute(sql, values).fetchall())


def _not_twice(_work: Work, command: Command) -> Done:
    raise AssertionError(f"carried out once more: {command}")


def subject(done: Done) -> bytes:
    assert done.subject_id is not None
    return done.subject_id


def txn(done: Done) -> TxnId:
    assert done.txn is not None
    return done.txn.txn_id


@cache
def _template() -> tuple[Path, People]:
    """One closed shop file with an owner, a manager and a cashier, all with the same PIN."""
    folder = Path(tempfile.mkdtemp(prefix="guimi-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "shop.guimi"
    made = shop.create(path, shop.NewShop("小雅美发", "林雅", PIN), ManualClock(START_MS - DAY_MS))
    owner = made.jobs.read(staff.people).result()[0].id
    ids = [owner]
    for name, role in (("王店", Role.MANAGER), ("小美", Role.CASHIER)):
        person = Staff(StaffId(new_id()), name, role)
        made.jobs.write(catalog.save, Save(command_id(), owner, person)).result()
        made.jobs.write(staff.set_pin, SetPin(command_id(), owner, person.id, PIN)).result()
        ids.append(person.id)
    made.close()
    return path, People(*ids)


def fresh_shop(path: Path) -> People:
    """Put a new shop at this path; answers who works there."""
    template, people = _template()
    shutil.copyfile(template, path)
    return people


@contextmanager
def open_till(path: Path) -> Iterator[Till]:
    """A till on a new shop at this path, closed at the end."""
    till = Till(path, fresh_shop(path))
    try:
        yield till
    finally:
        till.close()


@contextmanager
def raw(path: Path) -> Iterator[driver.Connection]:
    """The file as another tool sees it: no guard but the ones in the file itself."""
    connection = driver.connect(str(path))
    try:
        yield connection
    finally:
        connection.close()


def content_hash(path: Path) -> str:
    """SHA-256 over every row of every table, whatever the pages look like."""
    connection = store.open_reader(path)
    try:
        digest = hashlib.sha256()
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            digest.update(repr((table, sorted(map(repr, rows)))).encode())
        return digest.hexdigest()
    finally:
        connection.close()


def refused(code: str, call: Callable[[], object], path: Path | None = None) -> UserError:
    """Carry out a call that must be refused with this code and change nothing in the file."""
    before = content_hash(path) if path else ""
    with pytest.raises(UserError) as caught:
        call()
    assert caught.value.code == code, f"{caught.value} instead of {code}"
    assert not path or content_hash(path) == before, f"{code} changed the file"
    return caught.value
