"""To whom vouchers go: nobody in particular, one member, or everyone of a list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from model.ids import SourceId, TagId, TierId
from model.members_filter import MemberFilter
from model.record import dataclass
from model.shop import Source, Tag, Tier
from model.voucher_commands import Anonymous, ToMember, ToMembers
from services import member_list
from services.catalog import Catalog
from ui.finding.member_field import MemberField
from ui.shell.context import PageContext
from ui.widgets.fields import ComboBox, NumberEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Column
from ui.widgets.retranslate import Retranslated

MOST = 100_000
Receivers = Anonymous | ToMember | ToMembers


@dataclass(frozen=True, slots=True)
class Handed:
    """Members that another page hands over: local row numbers, and what the list is called."""

    rows: Sequence[int]
    name: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    tag_id: TagId | None = None
    tier_id: TierId | None = None
    source_id: SourceId | None = None
    away_days: int | None = None


def rows_of(read: Any, wanted: _Wanted) -> array[int]:
    """The members of these conditions, counted from the shop's own day."""
    away = wanted.away_days
    before = None if away is None else read.today - timedelta(days=away - 1)
    conditions = MemberFilter(
        tag_id=wanted.tag_id, tier_id=wanted.tier_id, source_id=wanted.source_id, last_visit_before=before
    )
    return member_list.ids(read, conditions)


class AnonymousForm(Form):
    """A batch for handing out."""

    def __init__(self) -> None:
        super().__init__(columns=2, gap=8)
        self.count = NumberEdit(100, low=1, high=MOST)
        self.name = TextField()
        self.source = ComboBox()
        self.handed_by = TextField()
        self.add("name", "", self.name, span=2)
        self.add("count", "", self.count, span=2)
        self.add("source", "", self.source)
        self.add("handed_by", "", self.handed_by)

    def retranslate(self) -> None:
        labels = {
            "count": self.tr("数量（张）"),
            "name": self.tr("批次名称"),
            "source": self.tr("来源"),
            "handed_by": self.tr("派发人"),
        }
        for key, label in labels.items():
            self.row(key).set_label(label)
            self.row(key).field.setAccessibleName(label)
        self.name.setPlaceholderText(self.tr("例如：建设路商圈派发"))

    def read(self) -> Anonymous | None:
        """None, with the sentences shown, when something is missing."""
        name = self.name.clean_text()
        self.row("name").set_error("" if name else self.tr("起个名字，以后知道是哪一批。"))
        count = self.count.value()
        if count is None:
            self.row("count").set_error(self.tr("要发多少张？"))
        if not name or count is None:
            return None
        source = self.source.value()
        source_id = SourceId(source) if isinstance(source, bytes) else None
        return Anonymous(count, name, source_id, self.handed_by.clean_text())


class OneForm(Form):
    """One member."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(gap=8)
        self.member = MemberField(context.jobs, context.session)
        self.count = NumberEdit(1, low=1, high=100)
        self.add("member", "", self.member)
        self.add("count", "", self.count)

    def retranslate(self) -> None:
        self.row("member").set_label(self.tr("会员"))
        self.member.setAccessibleName(self.tr("会员"))
        self.row("count").set_label(self.tr("数量（张）"))
        self.count.setAccessibleName(self.tr("数量（张）"))

    def read(self) -> ToMember | None:
        """None, with the sentences shown, when something is missing."""
        member_id, count = self.member.value(), self.count.value()
        self.member.tell("" if member_id else self.tr("发给哪位会员？"))
        if count is None:
            self.row("count").set_error(self.tr("要发多少张？"))
        return ToMember(member_id, count) if member_id and count is not None else None


class ListForm(Form):
    """Everyone with a tag, a tier, a source, or away for long; or a list handed over."""

    counted = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(columns=2, gap=8)
        self._context = context
        self._members: Sequence[int] = ()
        self._handed: Handed | None = None
        self.tag = ComboBox()
        self.tier = ComboBox()
        self.source = ComboBox()
        self.away = NumberEdit(low=1, high=3650)
        self.found = Label("", "strong", wrap=True)
        for key, field in (
            ("tag", self.tag),
            ("tier", self.tier),
            ("source", self.source),
            ("away", self.away),
        ):
            self.add(key, "", field)
        self.add("found", "", self.found, span=2)
        for combo in (self.tag, self.tier, self.source):
            combo.chosen.connect(self.load)
        self.away.valueChanged.connect(self.load)

    def retranslate(self) -> None:
        labels = {
            "tag": self.tr("标签"),
            "tier": self.tr("等级"),
            "source": self.tr("来源"),
            "away": self.tr("多少天没来"),
        }
        for key, label in labels.items():
            self.row(key).set_label(label)
            self.row(key).field.setAccessibleName(label)
        self.away.setPlaceholderText(self.tr("不限"))
        self._tell()

    @property
    def total(self) -> int:
        """How many members there are."""
        return len(self._members)

    def hand(self, handed: Handed) -> None:
        """Take the list of another page as it is, until a condition is changed."""
        self._handed, self._members = handed, handed.rows
        self._tell()
        self.counted.emit()

    def load(self, *_: object) -> None:
        """Count who fits the conditions."""
        self._handed = None
        tag, tier, source = (combo.value() for combo in (self.tag, self.tier, self.source))
        wanted = _Wanted(
            TagId(tag) if isinstance(tag, bytes) else None,
            TierId(tier) if isinstance(tier, bytes) else None,
            SourceId(source) if isinstance(source, bytes) else None,
            self.away.value(),
        )
        self._context.jobs.read_latest("vouchers.list", rows_of, wanted, done=self._on_rows, owner=self)

    def _on_rows(self, rows: Sequence[int]) -> None:
        self._members = rows
        self._tell()
        self.counted.emit()

    def _tell(self) -> None:
        told = self.tr("{name}：{count} 位会员") if self._handed else self.tr("符合的会员：{count} 位")
        name = self._handed.name if self._handed else ""
        self.found.setText(told.format(name=name, count=f"{self.total:,}"))

    def read(self) -> ToMembers | None:
        """None, and said, when nobody fits."""
        self.row("found").set_error("" if self._members else self.tr("没有人符合，换个条件。"))
        if not self._members:
            return None
        names = (
            (self._handed.name,)
            if self._handed
            else tuple(
                combo.currentText()
                for combo in (self.tag, self.tier, self.source)
                if combo.value() is not None
            )
        )
        return ToMembers(tuple(self._members), " · ".join(names)[:60])


class ReceiversForm(Retranslated, QWidget):
    """`changed` when another kind, or another number of vouchers, is chosen."""

    changed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ComboBox()
        self.anonymous = AnonymousForm()
        self.one = OneForm(context)
        self.list = ListForm(context)
        self._forms: dict[str, AnonymousForm | OneForm | ListForm] = {
            "anonymous": self.anonymous,
            "one": self.one,
            "list": self.list,
        }
        self._catalog: Catalog | None = None
        column = Column(self, gap=8)
        self._top = Form(gap=8)
        self._top.add("kind", "", self.kind)
        column.add(self._top)
        for form in self._forms.values():
            column.add(form)
        for field in (*self.findChildren(QComboBox), *self.findChildren(QLineEdit)):
            # Two beside one another must fit into the panel at any text size.
            field.setMinimumWidth(1)
        self.kind.chosen.connect(self._on_kind)
        self.anonymous.count.valueChanged.connect(self._on_changed)
        self.one.count.valueChanged.connect(self._on_changed)
        self.list.counted.connect(self.changed)
        self.retranslate()
        self.choose("anonymous")

    def retranslate(self) -> None:
        self._top.row("kind").set_label(self.tr("发给"))
        self.kind.setAccessibleName(self.tr("发给"))
        self.kind.set_entries(
            (
                ("anonymous", self.tr("不记名 · 派发")),
                ("one", self.tr("一位会员")),
                ("list", self.tr("一群会员")),
            )
        )
        for form in self._forms.values():
            form.retranslate()
        if self._catalog is not None:
            self.offer(self._catalog)

    def offer(self, everything: Catalog) -> None:
        """Offer the shop's tags, tiers and sources."""
        self._catalog = everything
        none, any_ = (None, self.tr("（不写）")), (None, self.tr("不限"))

        def named(things: Sequence[Tag | Tier | Source]) -> list[tuple[object, str]]:
            return [(thing.id, thing.name) for thing in things if thing.active]

        self.anonymous.source.set_entries([none, *named(everything.sources)])
        self.list.tag.set_entries([any_, *named(everything.tags)])
        self.list.tier.set_entries([any_, *named(everything.tiers)])
        self.list.source.set_entries([any_, *named(everything.sources)])

    def choose(self, kind: str) -> None:
        """Show the form of a kind of receivers."""
        self.kind.set_value(kind)
        for key, form in self._forms.items():
            form.setVisible(key == kind)
        if kind == "list" and not self.list.total:
            self.list.load()

    def hand(self, handed: Handed) -> None:
        """Choose the list of another page."""
        self.list.hand(handed)
        self.choose("list")
        self.changed.emit()

    @property
    def count(self) -> int:
        """How many vouchers would be issued."""
        kind = self.kind.value()
        if kind == "list":
            return self.list.total
        return (self.one if kind == "one" else self.anonymous).count.value() or 0

    def read(self) -> Receivers | None:
        """To whom; None, with the sentences shown, when something is missing."""
        return self._forms[str(self.kind.value())].read()

    def _on_kind(self, kind: object) -> None:
        self.choose(str(kind))
        self.changed.emit()

    def _on_changed(self, _: object) -> None:
        self.changed.emit()
