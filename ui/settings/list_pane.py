"""A section that lists things and edits one at a time; what is no longer used is archived, never deleted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from model.command import Command
from model.commands import Save, Thing
from model.errors import UserError
from model.ids import CommandId, StaffId
from model.shop import Role, Staff
from model.views import Done
from services import catalog
from services.catalog import Catalog
from services.ids import new_id
from ui import theme
from ui.settings.catalog_watch import CatalogWatch
from ui.settings.field_form import FieldForm
from ui.settings.fields import Listed, ListSection, words
from ui.settings.pane import Make, Pane, UseCase
from ui.settings.rights import Rights
from ui.settings.thing_list import ThingList
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState

_LARGE: Final = 1.2
_NARROW: Final = 780
"""Below this width of the section the list leaves more of it to the form."""
"""Text size from which the list gives way to the form."""


class ListPane(Pane):
    """The list at the left, the thing chosen at the right. A new thing exists when it is saved.

    `under` stays in sight between the form and its buttons.
    """

    form_kind: ClassVar[type[FieldForm]] = FieldForm

    def __init__(
        self,
        context: PageContext,
        rights: Rights,
        section: ListSection,
        watch: CatalogWatch,
        under: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__(context, rights, section)
        self._under = under
        self._list_section = section
        self._watch = watch
        self._thing: Listed | None = None
        self._is_new = False
        self._dirty = False
        self._things = ThingList(section)
        self.form = self.form_kind(section.fields, context.jobs)
        self._heading = Label("", "heading", elide=True)
        self._save = KeyButton(key="Enter", kind="primary", icon="check")
        self._undo = KeyButton(icon="arrow-counter-clockwise")
        self._archive = KeyButton(icon="archive")
        self._stack = QStackedWidget()
        self._empty = EmptyState(section.icon)
        self._lay_out()
        self._listen()
        if watch.current is not None:
            self._on_catalog(watch.current)
        self.retranslate()
        self.show_rights()

    def _lay_out(self) -> None:
        self._across = Line(gap=16)
        self._across.addWidget(self._things, 2)
        self._across.addWidget(self._stack, 3)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._editor())
        self.column.addLayout(self._across, 1)

    def _editor(self) -> QWidget:
        card = Card(tone="panel", margin=(18, 14, 18, 14), gap=12)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        inner = QWidget()
        self._in_scroll = Column(inner, margin=(0, 0, 10, 0), gap=12)
        self._in_scroll.add(self.form, None)
        scroll.setWidget(inner)
        self.head = Line(gap=10)
        self.head.addWidget(self._heading, 1)
        self.head.addWidget(self._archive)
        self._save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar = Line(gap=10)
        bar.add(self._undo, self._save)
        card.body.addLayout(self.head)
        card.body.addWidget(scroll, 1)
        self._in_card = card.body
        card.body.add(*self._under, self._problem)
        card.body.addLayout(bar)
        return card

    def _listen(self) -> None:
        self._things.picked.connect(self._on_picked)
        self._things.add_wanted.connect(self._on_add)
        self._empty.acted.connect(self._on_add)
        self._watch.changed.connect(self._on_catalog)
        self.form.edited.connect(self._on_edited)
        self._save.clicked.connect(self.press_primary)
        self._undo.clicked.connect(self._on_undo)
        self._archive.clicked.connect(self._on_archive)

    def retranslate(self) -> None:
        super().retranslate()
        self._save.set_caption(self.tr("保存"))
        self._undo.set_caption(self.tr("不改了"))
        self._empty.set_text(words(self._list_section.empty), words(self._list_section.add))
        self._show_thing_state()

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    def show_rights(self) -> None:
        super().show_rights()
        may = self._rights.may(self._section.role)
        self.form.setEnabled(may)
        self._things.set_may_add(may)
        self._empty.setEnabled(may)
        self._mark(self._dirty)

    def _mark(self, dirty: bool) -> None:
        self._dirty = dirty
        self._save.setEnabled(dirty)
        self._undo.setEnabled(dirty or self._is_new)
        self._show_thing_state()

    def _show_thing_state(self) -> None:
        thing = self._thing
        if thing is None:
            return
        name = thing.name if not self._is_new else words(self._list_section.add)
        self._heading.setText(name if thing.active else self.tr("{name}（已停用）").format(name=name))
        self._archive.set_caption(self.tr("停用") if thing.active else self.tr("恢复使用"))
        self._archive.set_icon("archive" if thing.active else "arrow-counter-clockwise")
        self._archive.setVisible(not self._is_new)
        self._archive.setEnabled(self._rights.may(self._section.role) and not self._dirty)

    def _on_catalog(self, everything: Catalog) -> None:
        things: tuple[Listed, ...] = getattr(everything, self._list_section.things)
        used = tuple((c.id, c.name) for c in everything.categories if c.active)
        retired = tuple((c.id, c.name) for c in everything.categories if not c.active)
        self.form.offer("categories", used, retired)
        for among, each in (("tiers", everything.tiers), ("tags", everything.tags)):
            self.form.offer(among, tuple((one.id, one.name) for one in each if one.active))
        self._things.show_things(things)
        if self._dirty or self._is_new:
            return
        chosen = self._thing.id if self._thing is not None else None
        known = next((thing for thing in things if thing.id == chosen), None)
        first = next((thing for thing in things if thing.active), None)
        self._open(known or first)

    def _open(self, thing: Listed | None, *, new: bool = False) -> None:
        self.tell("")
        self._thing, self._is_new = thing, new
        self._things.point_at(None if thing is None or new else thing.id)
        if thing is not None:
            self.form.fill(thing)
        self._stack.setCurrentIndex(0 if thing is None else 1)
        self._mark(False)

    def _on_picked(self, id_: bytes) -> None:
        if self._thing is not None and id_ == self._thing.id and not self._is_new:
            return
        if not self._dirty:
            self._open(self._things.thing(id_))
            return
        self._things.point_at(None if self._is_new or self._thing is None else self._thing.id)
        self._ask_to_leave(partial(self._open, self._things.thing(id_)))

    def _ask_to_leave(self, go: Any) -> None:
        asked = self.tr("“{name}”改过还没有保存。").format(name=self._heading.text())
        sheet = ConfirmSheet(self, self.tr("还没有保存"), asked, self.tr("放弃修改"))
        sheet.confirmed.connect(go)
        sheet.show()

    def _on_add(self) -> None:
        if self._dirty:
            self._ask_to_leave(self._begin_new)
        else:
            self._begin_new()

    def _begin_new(self) -> None:
        self._open(self._list_section.blank(new_id(), self._things.next_position()), new=True)
        name = next((f.name for f in self._list_section.fields if f.name == "name"), "")
        self.form.focus(name)

    def _on_edited(self) -> None:
        self.tell("")
        self._mark(True)

    def _on_undo(self) -> None:
        if self._is_new:
            self._thing, self._is_new = None, False
            self._mark(False)
            if self._watch.current is not None:
                self._on_catalog(self._watch.current)
            return
        self._open(self._thing)

    def press_primary(self) -> None:
        if self._thing is None or not self._dirty:
            return
        changed = self.form.read_into(self._thing)
        if changed is not None:
            self._store(changed)

    def _on_archive(self) -> None:
        if self._thing is not None:
            changed: Any = replace(cast(Any, self._thing), active=not self._thing.active)
            self._store(changed)

    def _store(self, thing: Listed) -> None:
        leads = isinstance(thing, Staff) and thing.role is not Role.CASHIER
        role = Role.OWNER if leads and self._rights.may(Role.OWNER) else self._section.role
        use_case, make = self._saving(thing)
        self.send(use_case, make, partial(self._on_stored, thing), role)

    def _saving(self, thing: Listed) -> tuple[UseCase, Make]:
        """What stores a thing: a use case, and its command made of an id and a member of staff."""
        return catalog.save, partial(_save_command, cast(Thing, thing))

    def _on_stored(self, thing: Listed, _done: Done) -> None:
        self._thing, self._is_new = thing, False
        self._mark(False)
        self._context.toast("good", self.tr("已保存：{name}").format(name=thing.name))

    def tell_error(self, error: UserError) -> bool:
        return self.form.tell(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        large = theme.scale() > _LARGE
        narrow = large or self.width() < theme.px(_NARROW)
        self._things.setMinimumWidth(theme.px(150 if large else 180 if narrow else 240))
        self._across.setStretch(1, 5 if narrow else 3)
        # Large text on a small screen leaves the form too low beside what else stays in sight.
        below, other = (self._in_scroll, self._in_card) if large else (self._in_card, self._in_scroll)
        for widget in self._under:
            if below.indexOf(widget) < 0:
                other.removeWidget(widget)
                below.insertWidget(below.count() - (1 if large else 2), widget)


def _save_command(thing: Thing, id_: CommandId, staff_id: StaffId) -> Command:
    return Save(id_, staff_id, thing)
