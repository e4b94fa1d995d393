"""The script of the tour: what a cashier and an owner do in a day, key by key."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.program import Program
from ui.settings.sections import SECTIONS
from ui.tour import papers, promises
from ui.tour.driver import Driver, Script
from ui.tour.people import Cast, cast
from ui.tour.scene import ALT, CASHIER_PIN, CTRL, MANAGER_PIN, OWNER_PIN, Key, Scene, Stage


def play(driver: Driver, program: Program, stage: Stage) -> Script:
    """Everything, in order."""
    scene = Scene(driver, program, stage)
    yield from first_start(scene)
    program.switch(stage.example)
    scene.look(language=stage.language)
    scene.print_to_folder()
    yield scene.sheet
    people = cast(scene.shop)
    yield from unlock(scene, people)
    yield from find_people(scene, people)
    yield from sell(scene, people)
    yield from top_up(scene, people)
    yield from reverse(scene, people)
    yield from park(scene, people)
    yield from look_after_members(scene, people)
    yield from change_over(scene, people)
    yield from papers.hand_out(scene, people)
    yield from papers.redeem(scene, people)
    yield from papers.give_friend_cards(scene, people)
    yield from papers.friend_comes(scene, people)
    yield from promises.keep(scene, people)
    yield from set_up(scene)
    yield from in_other_lights(scene)


def first_start(scene: Scene) -> Script:
    """Welcome, an empty shop, and the first member within a minute."""
    t = scene.t
    scene.program.begin(None)
    yield 0.4
    t.key(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    t.key(Key.Key_Right if scene.stage.language == "en" else Key.Key_Left)
    t.key(Key.Key_Tab)
    yield 0.3
    t.shoot("welcome")
    t.type("晓雅美发")
    t.keys(Key.Key_Tab, Key.Key_Tab)
    t.type(OWNER_PIN)
    t.key(Key.Key_Tab)
    t.type(OWNER_PIN)
    t.shoot("welcome-filled")
    t.key(Key.Key_Return)
    yield lambda: scene.program.window is not None and scene.idle()
    yield 0.3
    t.shoot("empty-shop")
    t.key(Key.Key_F2)
    yield scene.sheet
    t.shoot("sign-up-empty")
    t.type("单晓云")
    t.key(Key.Key_Tab)
    t.type("13912345678")
    yield 0.3
    t.shoot("sign-up-filled")
    yield from scene.enter()
    yield scene.no_sheet
    t.shoot("first-member")


def unlock(scene: Scene, people: Cast) -> Script:
    """The cashier signs in."""
    t = scene.t
    yield 0.5
    t.shoot("locked")
    yield from sign_in(scene, people, people.cashier_position, CASHIER_PIN)
    t.shoot("counter")


def sign_in(scene: Scene, people: Cast, position: int, pin: str) -> Script:
    """Choose the person at this place of the list and type the PIN."""
    t = scene.t
    t.key(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    # Whoever was chosen last has the cursor.
    t.keys(*[Key.Key_Left] * people.people, *[Key.Key_Right] * position)
    t.key(Key.Key_Space)
    t.type(pin)
    t.key(Key.Key_Return)
    yield scene.no_sheet
    yield 0.3


def find_people(scene: Scene, people: Cast) -> Script:
    """The last four digits, a part of a name, initials; a scanned card."""
    t = scene.t
    for text, picture in (
        (people.rich.phone[-4:], "search-last-four"),
        (people.rich.name[1:], "search-part-of-name"),
        ("zxm", "search-initials"),
        ("没有这个人", "search-nobody"),
    ):
        t.key(Key.Key_F1)
        t.type(text)
        yield scene.idle
        t.shoot(picture)
        t.key(Key.Key_Escape)
    yield from scene.find(people.rich.phone)
    t.shoot("member")


def sell(scene: Scene, people: Cast) -> Script:
    """With stored value and a rating; then mixed tenders with change; then a walk-in."""
    t = scene.t
    yield from scene.add("xjc", "tphl")
    t.key(Key.Key_0, ALT)
    t.key(Key.Key_5)
    yield 0.2
    t.shoot("sale-before-enter")
    t.key(Key.Key_F3)
    yield from scene.enter()
    t.shoot("sale-done")
    yield from scene.find(people.poor.phone)
    yield from scene.add("rf")
    t.key(Key.Key_3, ALT)
    yield 0.2
    t.shoot("sale-wechat")
    t.key(Key.Key_F3)
    yield from scene.enter()
    t.keys(Key.Key_F1, Key.Key_Escape, Key.Key_Escape)
    yield from scene.add("zx")
    t.key(Key.Key_2, ALT)
    yield 0.2
    t.shoot("walk-in-cash")
    t.key(Key.Key_F3)
    yield from scene.enter()
    yield scene.printed(3)


def top_up(scene: Scene, people: Cast) -> Script:
    """A plan with bonus; what the member will have is seen before Enter."""
    t = scene.t
    yield from scene.find(people.poor.phone)
    t.key(Key.Key_F4)
    yield 0.2
    t.shoot("top-up")
    t.keys(Key.Key_Right, Key.Key_Space)
    t.key(Key.Key_3, ALT)
    yield 0.3
    t.shoot("top-up-before-enter")
    yield from scene.enter()
    yield scene.printed(4)
    t.shoot("top-up-done")


def reverse(scene: Scene, people: Cast) -> Script:
    """The cashier asks, the manager types a PIN, everything goes back to its bucket."""
    t = scene.t
    yield from scene.find(people.rich.phone)
    t.key(Key.Key_F11)
    yield 0.2
    t.key(Key.Key_R, CTRL)
    yield scene.sheet
    yield 0.3
    t.shoot("reversal")
    t.type("多收了")
    yield 0.2
    t.key(Key.Key_Return)
    yield 0.5
    t.shoot("reversal-approval")
    t.type(MANAGER_PIN)
    yield from scene.enter()
    yield scene.no_sheet
    yield scene.printed(5)
    t.shoot("reversal-done")
    t.key(Key.Key_P, CTRL)
    yield scene.idle
    yield scene.printed(6)


def park(scene: Scene, people: Cast) -> Script:
    """A bill is put aside for the next customer and taken back."""
    t = scene.t
    yield from scene.add("xjc")
    t.key(Key.Key_F9)
    yield 0.3
    yield scene.idle
    t.shoot("parked")
    t.key(Key.Key_F9)
    yield 0.3
    yield scene.idle
    t.shoot("parked-list")
    t.key(Key.Key_Escape)
    yield scene.idle


def look_after_members(scene: Scene, people: Cast) -> Script:
    """Edit a member, print a card, the list of members."""
    t = scene.t
    yield from scene.find(people.rich.phone)
    t.key(Key.Key_E, CTRL)
    yield scene.sheet
    t.shoot("edit-member")
    t.key(Key.Key_Escape)
    yield scene.no_sheet
    t.key(Key.Key_K, CTRL)
    yield scene.idle
    yield scene.printed(7)
    t.key(Key.Key_2, CTRL)
    yield 0.6
    yield scene.idle
    t.shoot("members")
    t.type("李")
    yield 0.4
    yield scene.idle
    t.shoot("members-filtered")
    t.key(Key.Key_Escape)


def change_over(scene: Scene, people: Cast) -> Script:
    """The cashier leaves, the owner signs in."""
    scene.t.key(Key.Key_F12)
    yield scene.sheet
    yield 0.3
    # Who works here is read when it locks.
    yield scene.idle
    yield from sign_in(scene, people, people.owner_position, OWNER_PIN)


def set_up(scene: Scene) -> Script:
    """The settings, section by section, as the owner."""
    t = scene.t
    t.key(Key.Key_9, CTRL)
    yield 0.4
    yield scene.idle
    for section in SECTIONS:
        scene.window.open_page("settings", section.key)
        yield 0.3
        yield scene.idle
        t.shoot(f"settings-{section.key}")


def in_other_lights(scene: Scene) -> Script:
    """Every page in the dark theme, larger text, and the other language."""
    for changes, suffix in (
        ({"theme": "dark"}, "dark"),
        ({"theme": "light", "scale_percent": 150}, "150-percent"),
        ({"scale_percent": 100, "language": "en" if scene.stage.language == "zh_CN" else "zh_CN"}, "other"),
    ):
        scene.look(**changes)
        yield scene.idle
        yield 0.4
        for page in ("counter", "members", "vouchers", "referrals", "close", "liability", "settings"):
            scene.window.open_page(page)
            yield scene.idle
            yield 0.4
            scene.t.shoot(f"{page}-{suffix}")
