"""The real window on a real shop file, with a salon's goods and a few members, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from model.birthday import solar_birthday
from model.commands import MemberDraft, Save, SignUp
from model.ids import CategoryId, ItemId, MemberId, PlanId, StaffId, TagId, TierId
from model.money import Money, yuan
from model.shop import Category, Item, ItemKind, Plan, Role, Staff, Tag, Tier
from services import catalog, members
from services.ids import new_id
from tests.support import Till, command_id, fresh_shop, subject
from ui.bus import Bus, UiJobs
from ui.counter.page import CounterPage
from ui.shell.context import SettingsHolder
from ui.shell.main_window import MainWindow

WAIT_S = 10.0


@dataclass
class Salon:
    """What is in the shop: by name."""

    items: dict[str, ItemId] = field(default_factory=dict)
    plans: dict[str, PlanId] = field(default_factory=dict)
    members: dict[str, MemberId] = field(default_factory=dict)
    tiers: dict[str, TierId] = field(default_factory=dict)


_GOODS = {
    "剪发": (("洗剪吹", 68), ("造型", 88)),
    "烫染": (("染发", 298), ("烫发", 398), ("补染", 128)),
    "护理": (("头皮护理", 168), ("深层护理", 228)),
    "美甲": (("美甲", 158),),
}


def furnish(till: Till) -> Salon:
    """Goods, plans, tiers and members, all through the services."""
    salon, owner = Salon(), till.people.owner

    def save(thing: Category | Item | Plan | Tier | Tag | Staff) -> None:
        till.do(catalog.save, Save(command_id(), owner, thing))

    for position, (name, goods) in enumerate(_GOODS.items()):
        category = Category(CategoryId(new_id()), name, position)
        save(category)
        for at, (item_name, price) in enumerate(goods):
            item = Item(
                ItemId(new_id()),
                ItemKind.SERVICE,
                item_name,
                category.id,
                yuan(price),
                position=position * 10 + at,
            )
            save(item)
            salon.items[item_name] = item.id
    products = CategoryId(new_id())
    save(Category(products, "洗护产品", 9))
    shampoo = Item(
        ItemId(new_id()),
        ItemKind.PRODUCT,
        "洗发水",
        products,
        yuan(59),
        barcode="6901234567892",
        position=99,
    )
    save(shampoo)
    salon.items["洗发水"] = shampoo.id
    for position, (pay, bonus, days) in enumerate(((300, 30, 90), (500, 80, 180), (1000, 200, None))):
        plan = Plan(PlanId(new_id()), f"充{pay}送{bonus}", yuan(pay), yuan(bonus), days, position)
        save(plan)
        salon.plans[plan.name] = plan.id
    for tier in till.ask(catalog.everything).tiers:
        salon.tiers[tier.name] = tier.id
    tag = Tag(TagId(new_id()), "形象大使")
    save(tag)
    save(Staff(StaffId(new_id()), "阿Ken", Role.CASHIER))
    draft = MemberDraft(
        "张晓明",
        "13800136217",
        birthday=solar_birthday(11, 24, 1990),
        tier_id=salon.tiers["钻石"],
        tag_ids=(tag.id,),
        note="染发过敏，用植物染",
    )
    done = till.do(members.sign_up, SignUp(command_id(), till.people.cashier, draft))
    salon.members["张晓明"] = MemberId(subject(done))
    for name in ("张小满", "李娜", "单雄", "欧阳修文", "䶮光"):
        salon.members[name] = till.member(name)
    return salon


class CounterWindow:
    """The window with its counter page; every step waits for what it caused."""

    def __init__(self, till: Till, salon: Salon, role: Role = Role.CASHIER) -> None:
        self.till = till
        self.salon = salon
        self.bus = Bus()
        self.jobs = UiJobs(till.shop.jobs, self.bus)
        self.settings = SettingsHolder(till.shop.seat.settings)
        self.window = MainWindow(self.jobs, self.bus, self.settings, till.clock.now_ms)
        staff_id = {
            Role.CASHIER: till.people.cashier,
            Role.MANAGER: till.people.manager,
            Role.OWNER: till.people.owner,
        }[role]
        name = {Role.CASHIER: "小美", Role.MANAGER: "王店", Role.OWNER: "林雅"}[role]
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.sign_in(Staff(staff_id, name, role))
        page = self.window.page("counter")
        assert isinstance(page, CounterPage)
        self.page = page.work
        self.settle()

    def settle(self) -> None:
        """Until every answer has come home."""
        self.until(lambda: not self.jobs.busy())

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window live until something is true."""
        end = monotonic() + WAIT_S
        while not true():
            assert monotonic() < end, "waited in vain"
            QTest.qWait(5)
        QTest.qWait(1)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focused(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Put characters in where the focus is, as an input method does."""
        focused = self.focused()
        for character in text:
            if character.isascii():
                QTest.keyClicks(focused, character)
            else:
                from PySide6.QtGui import QInputMethodEvent

                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(focused, event)
        self.settle()

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        return widget if widget is not None else self.window

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def open_member(self, text: str = "张晓明") -> None:
        """F1, type, Enter."""
        self.key(Qt.Key.Key_F1)
        self.type(text)
        self.enter()

    def toast(self) -> str:
        """What the window said last."""
        return self.window.status.toast_text()

    def close(self) -> None:
        self.settle()
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def counter_window(
    path: Path, role: Role = Role.CASHIER, topped_up: Money | None = None
) -> Iterator[CounterWindow]:
    """A furnished shop and its window; 张晓明 has stored value when `topped_up` is given."""
    till = Till(path, fresh_shop(path))
    try:
        salon = furnish(till)
        if topped_up is not None:
            plan = salon.plans.get("充500送80") if topped_up == yuan(500) else None
            till.top_up(salon.members["张晓明"], topped_up, plan)
        desk = CounterWindow(till, salon, role)
        try:
            yield desk
        finally:
            desk.close()
    finally:
        till.close()
