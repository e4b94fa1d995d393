"""The pages of the program as data; each is imported and built on its first visit."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from model.record import dataclass
from ui.translate import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from ui.shell.context import PageContext


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`key` names the page for `open_page`; `shortcut` opens it; module and class are imported late."""

    key: str
    icon: str
    title: str
    shortcut: str
    module: str
    attribute: str

    def heading(self) -> str:
        """The title in the language of now."""
        return translate("Pages", self.title)

    def build(self, context: PageContext) -> QWidget:
        """A new page."""
        page: QWidget = getattr(import_module(self.module), self.attribute)(context)
        return page


PAGES: Final = (
    PageEntry(
        "counter",
        "storefront",
        QT_TRANSLATE_NOOP("Pages", "收银"),
        "Ctrl+1",
        "ui.counter.page",
        "CounterPage",
    ),
    PageEntry(
        "members", "users", QT_TRANSLATE_NOOP("Pages", "会员"), "Ctrl+2", "ui.members.page", "MembersPage"
    ),
    PageEntry(
        "vouchers",
        "ticket",
        QT_TRANSLATE_NOOP("Pages", "券与卡"),
        "Ctrl+3",
        "ui.vouchers.page",
        "VouchersPage",
    ),
    PageEntry(
        "referrals",
        "tree-structure",
        QT_TRANSLATE_NOOP("Pages", "转介绍"),
        "Ctrl+4",
        "ui.referrals.page",
        "ReferralsPage",
    ),
    PageEntry(
        "close", "calculator", QT_TRANSLATE_NOOP("Pages", "日结"), "Ctrl+5", "ui.close.page", "ClosePage"
    ),
    PageEntry(
        "liability",
        "scales",
        QT_TRANSLATE_NOOP("Pages", "负债"),
        "Ctrl+6",
        "ui.liability.page",
        "LiabilityPage",
    ),
    PageEntry(
        "settings", "gear", QT_TRANSLATE_NOOP("Pages", "设置"), "Ctrl+9", "ui.settings.page", "SettingsPage"
    ),
)
