"""The menu of saved views: choose one, keep what is shown now, delete one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from model.changes import ChangeSet, Kind
from model.commands import DropView, SaveView
from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, ViewId
from model.views import Done, SavedView
from services import member_list
from services.ids import new_id
from ui import wording
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.fields import TextField
from ui.widgets.form import FormRow
from ui.widgets.sheet import Sheet


class NameSheet(Sheet):
    """Asks for a view's name; `named(str)`. It stays until `dismiss`, so that a problem can be told."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=420)
        self._name = TextField()
        self._row = FormRow("", self._name)
        self._keep = KeyButton(key="Enter", kind="primary", icon="floppy-disk")
        self._back = KeyButton(key="Esc")
        self._keep.clicked.connect(self._on_keep)
        self._back.clicked.connect(self.dismiss)
        self.body.add(self._row)
        self.set_buttons(self._back, self._keep)
        self.set_primary(self._keep)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("存为视图"))
        self._row.set_label(self.tr("名称"))
        self._name.setPlaceholderText(self.tr("例如：九十天没来的钻石会员"))
        self._keep.set_caption(self.tr("保存"))
        self._back.set_caption(self.tr("返回"))

    def tell(self, sentence: str) -> None:
        """Say beside the name what is wrong with it."""
        self._row.set_error(sentence)

    def _on_keep(self) -> None:
        if not self._name.clean_text():
            self.tell(wording.word_code("text.empty"))
            return
        self.named.emit(self._name.clean_text())


class ViewsButton(KeyButton):
    """`视图 ▾`; `chosen(SavedView)`. `definition()` is asked of the page when one is kept."""

    chosen = Signal(object)

    def __init__(self, context: PageContext, definition: Any) -> None:
        super().__init__(icon="bookmark-simple")
        self._context = context
        self._definition = definition
        self._views: tuple[SavedView, ...] = ()
        self._sheet: NameSheet | None = None
        self.clicked.connect(self._on_clicked)
        context.bus.committed.connect(self._on_committed)
        self.retranslate()
        self._load()

    def retranslate(self) -> None:
        self.set_caption(self.tr("视图"))

    def _load(self) -> None:
        self._context.jobs.read(member_list.views, done=self._on_loaded, owner=self)

    def _on_loaded(self, views: tuple[SavedView, ...]) -> None:
        self._views = views

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.VIEW):
            self._load()

    def _on_clicked(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def menu(self) -> QMenu:
        """The menu as it is now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in self._views:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(partial(self.chosen.emit, view))
        if not self._views:
            menu.addAction(self.tr("还没有存过视图")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("把现在的筛选存为视图…")).triggered.connect(self._on_keep)
        if self._views:
            delete = menu.addMenu(self.tr("删除视图"))
            for view in self._views:
                delete.addAction(view.name.replace("&", "&&")).setData(view.view_id.hex())
            delete.triggered.connect(self._on_delete)
        return menu

    def _on_keep(self) -> None:
        self._sheet = NameSheet(self)
        self._sheet.named.connect(self._on_named)
        self._sheet.show()

    def _on_named(self, name: str) -> None:
        same = next((view.view_id for view in self._views if view.name == name), None)
        view_id = same or ViewId(new_id())
        staff_id = self._context.session.staff_id
        command = SaveView(CommandId(new_id()), staff_id, view_id, name, str(self._definition()))
        self._context.jobs.write(
            member_list.save_view, command, done=self._on_kept, failed=self._on_refused, owner=self
        )

    def _on_kept(self, _done: Done) -> None:
        if self._sheet is not None:
            self._sheet.dismiss()
            self._sheet = None
        self._context.toast("good", self.tr("视图已保存"))

    def _on_refused(self, error: UserError | EnvironmentProblem) -> None:
        if self._sheet is not None:
            self._sheet.tell(wording.word(error))

    def _on_delete(self, action: QAction) -> None:
        view = next((view for view in self._views if view.view_id.hex() == action.data()), None)
        if view is None:
            return
        asked = self.tr("删除视图“{name}”？会员资料不受影响。").format(name=view.name)
        sheet = ConfirmSheet(self, self.tr("删除视图"), asked, self.tr("删除"))
        sheet.confirmed.connect(partial(self._drop, view.view_id))
        sheet.show()

    def _drop(self, view_id: ViewId) -> None:
        command = DropView(CommandId(new_id()), self._context.session.staff_id, view_id)
        self._context.jobs.write(member_list.drop_view, command, owner=self)
