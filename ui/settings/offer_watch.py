"""What a shop gives away (vouchers, friend cards, packs, gifts) for the forms that choose among it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from model.changes import ChangeSet, Kind
from model.gift import Gift
from services import friend_cards, gifts, packs, vouchers
from services.friend_cards import KindRow
from services.packs import KindView
from services.vouchers import TemplateRow
from ui.settings.field_form import FieldForm
from ui.settings.fields import Entries
from ui.shell.context import PageContext

TEMPLATES: Final = "templates"
KINDS: Final = "kinds"
GIFTS: Final = "gifts"
PACKS: Final = "packs"
OFFERED: Final = frozenset((TEMPLATES, KINDS, GIFTS, PACKS))


class OfferWatch(QObject):
    """Reads the lists when it is made and again when they change; every form served has them at once."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._forms: list[FieldForm] = []
        self._offers: dict[str, tuple[Entries, Entries]] = {}
        context.bus.committed.connect(self._on_committed)
        self._read_templates()
        self._read_kinds()
        self._read_gifts()
        self._read_packs()

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

    def _read_gifts(self) -> None:
        self._context.jobs.read_latest("offer-gifts", gifts.gifts, done=self._on_gifts, owner=self)

    def _read_packs(self) -> None:
        self._context.jobs.read_latest("offer-packs", packs.kinds, done=self._on_packs, owner=self)

    def _on_gifts(self, found: tuple[Gift, ...]) -> None:
        used = tuple((each.id, each.name) for each in found if each.active)
        self._offer(GIFTS, used, tuple((each.id, each.name) for each in found if not each.active))

    def _on_packs(self, rows: tuple[KindView, ...]) -> None:
        found = [row.kind for row in rows]
        used = tuple((each.id, each.name) for each in found if each.active)
        self._offer(PACKS, used, tuple((each.id, each.name) for each in found if not each.active))

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
        if changes.touches(Kind.GIFT):
            self._read_gifts()
        if changes.touches(Kind.PACK_KIND):
            self._read_packs()
