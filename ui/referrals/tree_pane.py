"""The tree with its search: find a member, and the branches open down to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from model.found import Hit
from model.ids import MemberId
from model.referral import TreeNode
from services import referrals
from ui.finding.member_field import MemberFinder
from ui.referrals.tree_model import TreeModel
from ui.referrals.tree_view import ReferralTree
from ui.shell.context import PageContext
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import EmptyState
from ui.widgets.retranslate import Retranslated


class TreePane(Retranslated, QWidget):
    """`chosen(MemberId | None)` when the cursor moves, `opened(MemberId)` on Enter or a double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = TreeModel(context.jobs, self)
        self.view = ReferralTree(self.model)
        self.finder = MemberFinder(context.jobs, context.session)
        self._told = Label("", "caption", elide=True)
        self._empty = EmptyState("tree-structure")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        top = Line(gap=12)
        top.add(self.finder, self._told)
        top.setStretch(1, 1)
        top.setAlignment(self.finder, Qt.AlignmentFlag.AlignTop)
        column = Column(self, gap=8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.finder.chosen.connect(self._on_found)
        self.model.loaded.connect(self._on_loaded)
        self.retranslate()

    def retranslate(self) -> None:
        self._empty.set_text(
            self.tr("还没有人带来朋友。\n登记新会员时填介绍人，或给老会员闺蜜卡（F7），这里就会长出来。")
        )
        self._told.setText(self.tr("← → 收起展开 · Enter 到收银打开这位会员"))

    def reload(self) -> None:
        """Read again; the cursor stays with its member."""
        kept = self.view.current()
        self.model.reload()
        if kept is not None:
            self.show_member(kept.member_id)

    def show_member(self, member_id: MemberId) -> None:
        """Open the branches from the top down to a member."""
        self._context.jobs.read_latest(
            "referrals.path", referrals.path_to, member_id, done=self._on_path, owner=self
        )

    def _on_found(self, hit: Hit) -> None:
        self.show_member(hit.member_id)

    def _on_path(self, path: Sequence[TreeNode]) -> None:
        if path:
            self.view.show_at(self.model.show_path(path))
            self._on_loaded()

    def _on_loaded(self) -> None:
        self._stack.setCurrentWidget(self._empty if self.model.is_empty else self.view)
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def current_member(self) -> MemberId | None:
        """The member with the cursor."""
        node = self.view.current()
        return node.member_id if node else None

    def _on_chosen(self, node: TreeNode | None) -> None:
        self.chosen.emit(node.member_id if node else None)

    def _on_opened(self, node: TreeNode) -> None:
        self.opened.emit(node.member_id)
