"""A real shop file with a window around it, for the tests of members and settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.command import Command
from model.commands import MemberDraft, Save, SignUp
from model.ids import CommandId, MemberId, StaffId
from model.shop import Role, Staff
from model.views import Done
from services import catalog, members, settings, shop
from services.clock import ManualClock
from services.ids import new_id
from ui import theme
from ui.bus import Bus, UiJobs
from ui.shell.context import PageContext, SettingsHolder
from ui.shell.session import Session

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Bench:
    """The parts a page is given, all real but the window's own doings, which are written down."""

    shop: shop.Shop
    jobs: UiJobs
    bus: Bus
    holder: SettingsHolder
    session: Session
    owner: StaffId
    window: QWidget
    toasts: list[tuple[str, str]] = field(default_factory=list)
    opened: list[tuple[str, object]] = field(default_factory=list)
    approver: StaffId | None = None
    """Who types their PIN when the page asks for approval."""

    @property
    def context(self) -> PageContext:
        return PageContext(
            jobs=self.jobs,
            bus=self.bus,
            session=self.session,
            settings=self.holder,
            theme=theme.Theme(),
            toast=self._toast,
            open_page=self._open_page,
            open_sheet=self._open_sheet,
            approve=self._approve,
            scan_with_camera=self._scan_with_camera,
        )

    def _toast(self, kind: str, text: str) -> None:
        self.toasts.append((kind, text))

    def _open_page(self, key: str, argument: object) -> None:
        self.opened.append((key, argument))

    def _open_sheet(self, name: str, arguments: dict[str, object]) -> QWidget:
        self.opened.append((name, arguments))
        return QWidget()

    def _scan_with_camera(self) -> None:
        self.opened.append(("camera", None))

    def _approve(self, role: object, done: Callable[[object], None], what: str = "") -> None:
        if self.approver is not None:
            done(self.approver)

    def write(self, use_case: Callable[..., Done], command: Command) -> Done:
        """Carry a command out and wait for it."""
        return self.shop.jobs.write(use_case, command).result(10)

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """Ask and wait for the answer."""
        return self.shop.jobs.read(query, *args).result(10)

    def command_id(self) -> CommandId:
        return CommandId(new_id())

    def sign_up(self, name: str, phone: str = "", **known: Any) -> MemberId:
        reason = "" if phone else "不愿提供"
        draft = MemberDraft(name=name, phone=phone, no_phone_reason=reason, **known)
        done = self.write(members.sign_up, SignUp(self.command_id(), self.owner, draft))
        return MemberId(cast(bytes, done.subject_id))

    def save(self, thing: Any) -> None:
        self.write(catalog.save, Save(self.command_id(), self.owner, thing))

    def sign_in_as(self, name: str, role: Role) -> None:
        """Employ somebody and let them use the program."""
        staff = Staff(StaffId(new_id()), name, role)
        self.save(staff)
        self.session.begin(staff)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until every answer is home."""
        qtbot.waitUntil(self._quiet, timeout=10_000)

    def _quiet(self) -> bool:
        return not self.jobs.busy()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.jobs.close()
        self.shop.close()


def open_bench(path: Path, qtbot: QtBot | None, size: tuple[int, int] = (1366, 768)) -> Bench:
    """An empty shop with an owner called 林雅, at noon of 21 November 2026."""
    clock = ManualClock(int(NOON.timestamp() * 1000))
    made = shop.create(path, shop.NewShop("小雅美发", "林雅", "2468"), clock)
    bus = Bus()
    jobs = UiJobs(made.jobs, bus)
    owner = made.jobs.read(catalog.everything).result(10).staff[0]
    holder = SettingsHolder(made.jobs.read(settings.load).result(10))
    window = QWidget()
    window.resize(*size)
    window.show()
    if qtbot is not None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    session = Session()
    session.begin(owner)
    return Bench(made, jobs, bus, holder, session, owner.id, window)
