"""Voucher templates and kinds of friend card for the forms of the Settings page that choose among them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from model.changes import ChangeSet, Kind
from services import friend_cards, vouchers
from services.friend_cards import KindRow
from services.vouchers import TemplateRow
from ui.settings.editors import Entries
from ui.settings.field_form import FieldForm
from ui.shell.context import PageContext

TEMPLATES: Final = "templates"
KINDS: Final = "kinds"
OFFERED: Final = frozenset((TEMPLATES, KINDS))


class OfferWatch(QObject):
    """Reads both lists when it is made and again when they change; every form served has them at once."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._forms: list[FieldForm] = []
        self._offers: dict[str, tuple[Entries, Entries]] = {}
        context.bus.committed.connect(self._on_committed)
        self._read_templates()
        self._read_kinds()

    def serve(self, form: FieldForm) -> None:
        """Keep the choices of a form of the same page up to date."""
        self._forms.append(form)
        for among, (used, retired) in self._offers.items():
            form.offer(among, used, retired)

    def _read_templates(self) -> None:
        jobs = self._context.jobs
        jobs.read_latest("offer-templates", vouchers.templates, done=self._on_templates, owner=self)

    def _read_kinds(self) -> None:
        self._context.jobs.read_latest("offer-kinds", friend_cards.kinds, done=self._on_kinds, owner=self)

    def _on_templates(self, rows: tuple[TemplateRow, ...]) -> None:
        found = [row.template for row in rows]
        used = tuple((each.id, each.name) for each in found if each.active)
        self._offer(TEMPLATES, used, tuple((each.id, each.name) for each in found if not each.active))

    def _on_kinds(self, rows: tuple[KindRow, ...]) -> None:
        found = [row.kind for row in rows]
        used = tuple((each.id, each.name) for each in found if each.active)
        self._offer(KINDS, used, tuple((each.id, each.name) for each in found if not each.active))

    def _offer(self, among: str, used: Entries, retired: Entries) -> None:
        self._offers[among] = (used, retired)
        for form in self._forms:
            form.offer(among, used, retired)

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.VOUCHER_TEMPLATE):
            self._read_templates()
        if changes.touches(Kind.FRIEND_CARD_KIND):
            self._read_kinds()
