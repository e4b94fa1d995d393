"""The script of the tour: what a cashier and an owner do in a day, key by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.shop import Look
from services.shop import Shop
from ui.program import Program
from ui.shell.main_window import MainWindow
from ui.tour.driver import Driver, Script, front_window
from ui.tour.people import Cast
from ui.widgets.sheet import Sheet

Key = Qt.Key
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
OWNER_PIN: Final = "2580"


class Scene:
    """The window, the driver and the ways to wait that scenes share."""

    def __init__(self, driver: Driver, program: Program) -> None:
        self.t = driver
        self.program = program

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        if window is None:
            raise LookupError("the shop has no window yet")
        return window

    @property
    def shop(self) -> Shop:
        shop = self.program.shop
        if shop is None:
            raise LookupError("no shop is open")
        return shop

    def idle(self) -> bool:
        """Nothing is asked of the services any more."""
        return not self.window.context.jobs.busy()

    def no_sheet(self) -> bool:
        return not any(s.isVisible() for s in self.window.findChildren(Sheet)) and self.idle()

    def sheet_open(self) -> bool:
        return any(s.isVisible() for s in self.window.findChildren(Sheet)) and self.idle()


def first_start(scene: Scene) -> Script:
    """Welcome, an empty shop, and the first member within a minute."""
    t = scene.t
    yield 0.3
    t.shoot("welcome")
    t.type("晓雅美发")
    t.key(Key.Key_Tab)
    t.key(Key.Key_Tab)
    t.type(OWNER_PIN)
    t.key(Key.Key_Tab)
    t.type(OWNER_PIN)
    t.shoot("welcome-filled")
    t.key(Key.Key_Return)
    yield lambda: scene.program.window is not None
    yield scene.idle
    t.shoot("empty-shop")
    t.key(Key.Key_F2)
    yield scene.sheet_open
    t.shoot("sign-up-empty")
    t.type("单晓云")
    t.key(Key.Key_Tab)
    t.type("13912345678")
    yield 0.3
    t.shoot("sign-up-filled")
    t.key(Key.Key_Return)
    yield scene.no_sheet
    yield 0.3
    t.shoot("first-member")


def morning(scene: Scene, cast: Cast) -> Script:
    """Unlock; find people; sell with stored value; sell with mixed tenders."""
    t = scene.t
    yield scene.sheet_open
    t.shoot("locked")
    yield from sign_in(scene)
    yield 0.4
    t.shoot("counter")
    yield from search(scene, cast.rich.phone[-4:], "search-phone-tail")
    yield from search(scene, cast.rich.name[1:], "search-part-of-name")
    yield from find(scene, cast.rich.phone)
    t.shoot("member")
    t.key(Key.Key_F3)
    yield from add_items(scene, "xjc", "tphl")
    t.key(Key.Key_0, _ALT)
    t.key(Key.Key_5)
    yield 0.2
    t.shoot("sale-before")
    t.key(Key.Key_F3)
    t.key(Key.Key_Return)
    yield scene.idle
    yield 0.2
    t.shoot("sale-done")
    yield from find(scene, cast.poor.phone)
    t.key(Key.Key_F3)
    yield from add_items(scene, "rf")
    t.key(Key.Key_3, _ALT)
    yield 0.2
    t.shoot("sale-wechat")


def sign_in(scene: Scene) -> Script:
    scene.t.type(OWNER_PIN)
    scene.t.key(Key.Key_Return)
    yield scene.no_sheet


def search(scene: Scene, text: str, picture: str) -> Script:
    """Type into the search box, look at what it finds, and step back."""
    scene.t.key(Key.Key_F1)
    scene.t.type(text)
    yield scene.idle
    scene.t.shoot(picture)
    scene.t.key(Key.Key_Escape)


def find(scene: Scene, text: str) -> Script:
    """Open the first member that a text finds."""
    scene.t.key(Key.Key_F1)
    scene.t.type(text)
    yield scene.idle
    scene.t.key(Key.Key_Return)
    yield scene.idle
    yield 0.2


def add_items(scene: Scene, *initials: str) -> Script:
    """Add services by the initials of their names."""
    for text in initials:
        scene.t.type(text)
        yield 0.1
        scene.t.key(Key.Key_Return)
        yield scene.idle


def pages(scene: Scene, names: tuple[str, ...], suffix: str) -> Script:
    """A picture of every page."""
    for name in names:
        scene.window.open_page(name)
        yield scene.idle
        yield 0.3
        scene.t.shoot(f"{name}{suffix}")


def focus_of(widget: QWidget, condition: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: widget.isVisible() and condition()


__all__ = ["Look", "Scene", "first_start", "front_window", "morning", "pages"]
