"""A section that fills one part of the shop's settings."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from model.command import Command
from model.commands import SaveSettings
from model.commands import Section as Part
from model.errors import UserError
from model.ids import CommandId, StaffId
from model.shop import Settings
from model.views import Done
from services import settings
from ui import theme
from ui.settings.field_form import FieldForm
from ui.settings.fields import FormSection, words
from ui.settings.pane import Pane
from ui.settings.rights import Rights
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Column, Line

_WIDEST = 760


class FormPane(Pane):
    """Shows the part as it is saved; what somebody is typing is not overwritten by a change elsewhere."""

    def __init__(self, context: PageContext, rights: Rights, section: FormSection) -> None:
        super().__init__(context, rights, section)
        self._form_section = section
        self._dirty = False
        self._sent: Part | None = None
        self.form = self._make_form()
        self._save = KeyButton(key="Enter", kind="primary", icon="check")
        self._undo = KeyButton(icon="arrow-counter-clockwise")
        self._lay_out()
        self._save.clicked.connect(self.press_primary)
        self._undo.clicked.connect(self._on_undo)
        self.form.edited.connect(self._on_edited)
        context.settings.changed.connect(self._on_settings)
        self._fill()
        self.retranslate()
        self.show_rights()

    def _make_form(self) -> FieldForm:
        return FieldForm(self._form_section.fields, self._context.jobs)

    def _lay_out(self) -> None:
        # The limit is on what is scrolled: its height is reckoned for that width.
        self._inner = QWidget()
        self.body = Column(self._inner, margin=(0, 0, 12, 0), gap=16)
        self.body.add(self.form, None)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._inner)
        self.column.addWidget(scroll, 1)
        self._bar = QWidget()
        bar = Line(self._bar, gap=10)
        self._save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar.add(self._undo, self._save)
        self.column.add(self._problem, self._bar)
        self.restyle()

    def restyle(self) -> None:
        self._inner.setMaximumWidth(theme.px(_WIDEST + 12))
        self._bar.setMaximumWidth(theme.px(_WIDEST))

    def retranslate(self) -> None:
        super().retranslate()
        self._save.set_caption(self.tr("保存"))
        self._undo.set_caption(self.tr("不改了"))

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    def _part(self) -> Part:
        return cast(Part, getattr(self._context.settings.current, self._form_section.part))

    def _fill(self) -> None:
        self.form.fill(self._part())
        self._mark(False)

    def _mark(self, dirty: bool) -> None:
        self._dirty = dirty
        self._save.setEnabled(dirty)
        self._undo.setEnabled(dirty)

    def show_rights(self) -> None:
        super().show_rights()
        self.form.setEnabled(self._rights.may(self._section.role))

    def press_primary(self) -> None:
        if not self._dirty:
            return
        part = self.form.read_into(self._part())
        if part is not None:
            self._sent = part
            self.send(settings.save, self._command, self._on_saved, self._section.role)

    def _command(self, id_: CommandId, staff_id: StaffId) -> Command:
        return SaveSettings(id_, staff_id, cast(Part, self._sent))

    def _on_saved(self, _done: Done) -> None:
        self._mark(False)
        told = self.tr("已保存：{section}")
        self._context.toast("good", told.format(section=words(self._section.title)))

    def tell_error(self, error: UserError) -> bool:
        return self.form.tell(error)

    def _on_edited(self) -> None:
        self.tell("")
        self._mark(True)

    def _on_undo(self) -> None:
        self.tell("")
        self._fill()

    def _on_settings(self, _settings: Settings) -> None:
        if not self._dirty:
            self._fill()


class LookPane(FormPane):
    """Language, theme and text size: each choice holds at once, there is nothing to save."""

    def __init__(self, context: PageContext, rights: Rights, section: FormSection) -> None:
        super().__init__(context, rights, section)
        self._save.hide()
        self._undo.hide()

    def _on_edited(self) -> None:
        self.press_now()

    def press_now(self) -> None:
        """Save what is chosen; the window follows the settings."""
        look: Any = self.form.read_into(self._part())
        if look is not None and look != self._part():
            self._sent = look
            self.send(settings.save, self._command, self._on_saved, self._section.role)
