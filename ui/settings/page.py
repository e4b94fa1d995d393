"""The Settings page: sections at the left, the one chosen at the right, built on its first visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ui.settings.catalog_watch import CatalogWatch
from ui.settings.fields import FormSection, ListSection, Section
from ui.settings.form_pane import FormPane, LookPane
from ui.settings.gift_pane import GiftPane
from ui.settings.list_pane import ListPane
from ui.settings.nav import FindField, NavScroll, SectionNav
from ui.settings.offer_watch import OFFERED, OfferWatch
from ui.settings.pack_pane import PackPane
from ui.settings.pane import Pane
from ui.settings.plan_pane import PlanPane
from ui.settings.points_pane import PointsPane
from ui.settings.printers_pane import PrintersPane
from ui.settings.refund_pane import RefundPane
from ui.settings.rights import Rights
from ui.settings.search_words import Entry, Hit, entries, found
from ui.settings.sections import SECTIONS
from ui.settings.staff_pane import StaffPane
from ui.settings.tier_pane import TierPane
from ui.shell.context import PageContext
from ui.widgets.card import Card
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated

_FORM_PANES: Final[dict[str, type[FormPane]]] = {
    "printers": PrintersPane,
    "look": LookPane,
    "points": PointsPane,
    "refunds": RefundPane,
}
"""Sections with more than their fields."""
_LIST_PANES: Final[dict[str, type[ListPane]]] = {
    "plans": PlanPane,
    "gifts": GiftPane,
    "packs": PackPane,
    "tiers": TierPane,
    "staff": StaffPane,
}


class SettingsPage(Retranslated, QWidget):
    """`page_shown(key)` opens a section by its key."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._rights = Rights(context, self)
        self._watch = CatalogWatch(context, self)
        self._offers: OfferWatch | None = None
        self._panes: dict[str, Pane] = {}
        self._nav = SectionNav()
        self._stack = QStackedWidget()
        self._words: tuple[Entry, ...] | None = None
        self._find = FindField()
        side = Card(margin=(8, 8, 0, 8), gap=4)
        self._side = NavScroll(self._nav)
        over = Line(margin=(0, 0, 8, 0))
        over.addWidget(self._find)
        side.body.addLayout(over)
        side.body.addWidget(self._side)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        room = Card(margin=0)
        room.body.addWidget(self._stack)
        across = Line(self, margin=(18, 14, 18, 14), gap=12)
        across.addWidget(side)
        across.addWidget(room, 1)
        self._nav.chosen.connect(self._on_chosen)
        self._nav.walked.connect(self._on_walked)
        self._find.textChanged.connect(self._on_typed)
        self._find.entered.connect(self._on_entered)
        self._find.down.connect(self._nav.focus_first)
        self._find.left.connect(self._nav.focus_first)
        self.open_section(SECTIONS[0].key)

    def page_shown(self, argument: object = None) -> None:
        """The window shows this page; a section's key opens that section."""
        if isinstance(argument, str) and any(section.key == argument for section in SECTIONS):
            self.open_section(argument)

    def open_section(self, key: str) -> None:
        """Show a section; what was typed in another one stays there."""
        self._nav.show_chosen(key)
        self._side.show_marked()
        self._stack.setCurrentWidget(self.pane(key))

    def pane(self, key: str) -> Pane:
        """The pane of a section, built when it is first asked for."""
        if key not in self._panes:
            section = next(section for section in SECTIONS if section.key == key)
            self._panes[key] = self._build(section)
            self._stack.addWidget(self._panes[key])
        return self._panes[key]

    def _on_typed(self, _text: str) -> None:
        if self._words is None:
            jobs = self._context.jobs
            jobs.read_latest("settings.words", entries, SECTIONS, done=self._on_words, owner=self)
            return
        self._nav.show_found(self._found())
        self._side.show_marked()

    def _on_words(self, known: tuple[Entry, ...]) -> None:
        self._words = known
        self._on_typed("")

    def _found(self) -> Mapping[str, Hit] | None:
        """What is looked for, the best first; None while nothing is."""
        typed = self._find.clean_text()
        return found(self._words, typed) if typed and self._words is not None else None

    def _on_entered(self) -> None:
        """Open the section that is meant most likely, at the setting that was looked for."""
        best = next(iter(self._found() or {}), None)
        if best is not None:
            self._on_chosen(best)

    def _on_chosen(self, key: str) -> None:
        self._open_hit(key, focus=True)

    def _on_walked(self, key: str) -> None:
        self._open_hit(key, focus=False)

    def _open_hit(self, key: str, *, focus: bool) -> None:
        """Show a section at the setting that was looked for; whoever walks with the arrows stays there."""
        self.open_section(key)
        hit = self._nav.hit(key)
        pane = self.pane(key)
        if hit is not None and hit.field and isinstance(pane, FormPane | ListPane):
            pane.form.bring(hit.field)
            if focus:
                pane.form.focus(hit.field)

    def _build(self, section: Section) -> Pane:
        pane = self._list_pane(section) if isinstance(section, ListSection) else self._form_pane(section)
        if any(field.among in OFFERED for field in section.fields):
            # Read at the first form that needs it: counting vouchers is work.
            self._offers = self._offers or OfferWatch(self._context, self)
            self._offers.serve(pane.form)
        return pane

    def _list_pane(self, section: ListSection) -> ListPane:
        kind = _LIST_PANES.get(section.key, ListPane)
        return kind(self._context, self._rights, section, self._watch)

    def _form_pane(self, section: FormSection) -> FormPane:
        return _FORM_PANES.get(section.key, FormPane)(self._context, self._rights, section)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rights.end()
