"""The members behind one month's bar, the largest amount first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, cast

from PySide6.QtWidgets import QWidget

from model.liability import OwedKind, OwedMember
from services import liability
from ui import theme
from ui.shell.context import PageContext
from ui.widgets.blocks import BlockModel, OnRows, TableColumn
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.table import DataTable

_LARGE: Final = 1.2


def month_text(month: date | None) -> str:
    """A month as the charts write it; empty for none."""
    return f"{month:%Y-%m}" if month else ""


class MembersPane(Card):
    """`chosen` is what is shown: bonus or instalments of a month."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=(14, 10, 14, 10), gap=6)
        self._context = context
        self._members: tuple[OwedMember, ...] = ()
        self.chosen: tuple[OwedKind, date] | None = None
        self._heading, self._hint = Label("", "heading"), Label("", "caption", wrap=True)
        self._model = BlockModel(self._columns(), self._fetch, self)
        self.table = DataTable(self._model, gives="phone")
        self.body.add(self._heading, self._hint)
        self.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme.px(150))
        self.restyle()
        self.table.activated_id.connect(self._on_member)
        self.retranslate()

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("name", self.tr("会员"), 150, bold=True),
            TableColumn("phone", self.tr("手机"), 120),
            TableColumn("count", self.tr("笔数"), 66, "right"),
            TableColumn("amount", self.tr("金额"), 110, "right"),
        )

    def restyle(self) -> None:
        # Names and amounts stay in sight in large text too.
        self.table.show_column("phone", theme.scale() <= _LARGE)

    def retranslate(self) -> None:
        self._hint.setText(self.tr("点一根柱子，看看背后的会员；双击打开会员"))
        self.table.setAccessibleName(self.tr("是哪些会员"))
        self._model.set_columns(self._columns())
        self._tell()

    def _tell(self) -> None:
        if self.chosen is None:
            self._heading.setText(self.tr("是哪些会员"))
            return
        kind, month = self.chosen
        what = (
            self.tr("{month} 赠金到期的会员") if kind is OwedKind.BONUS else self.tr("{month} 可领分期的会员")
        )
        self._heading.setText(what.format(month=month_text(month)))

    def show_month(self, kind: OwedKind, month: date) -> None:
        """Read who is behind a month."""
        self.chosen = (kind, month)
        self._tell()
        self._context.jobs.read_latest(
            "liability.members", liability.members, kind, month, done=self._on_members, owner=self
        )

    def _on_members(self, members: tuple[OwedMember, ...]) -> None:
        self._members = members
        self._model.set_ids(range(len(members)))

    def _fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        shown = [self._members[cast(int, at)] for at in ids]
        on_rows([(f"{one.name}  {one.number}", one.phone, str(one.count), str(one.amount)) for one in shown])

    def _on_member(self, at: object) -> None:
        if isinstance(at, int) and at < len(self._members):
            self._context.open_page("counter", self._members[at].member_id)
