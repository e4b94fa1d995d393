"""The section of points: what earns more of them, on which days, what they pay, and when they expire."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from model.changes import ChangeSet, Kind
from model.ids import ItemId
from model.money import Money
from model.record import dataclass
from model.rules import ItemPoints, PointsRules
from services import catalog
from services.catalog import Sellable
from ui.settings.field_form import FieldForm
from ui.settings.fields import Field, FormSection, words
from ui.settings.fields import Kind as Shown
from ui.settings.form_pane import FormPane
from ui.settings.rights import Rights
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP

Filled = TypeVar("Filled")
WEEKDAYS: Final = (
    QT_TRANSLATE_NOOP("SettingsTables", "周一"),
    QT_TRANSLATE_NOOP("SettingsTables", "周二"),
    QT_TRANSLATE_NOOP("SettingsTables", "周三"),
    QT_TRANSLATE_NOOP("SettingsTables", "周四"),
    QT_TRANSLATE_NOOP("SettingsTables", "周五"),
    QT_TRANSLATE_NOOP("SettingsTables", "周六"),
    QT_TRANSLATE_NOOP("SettingsTables", "周日"),
)
_NO_DAY: Final = QT_TRANSLATE_NOOP("SettingsTables", "“{day}”不是日期，请写成 2026-12-24。")

POINTS: Final = FormSection(
    "points",
    QT_TRANSLATE_NOOP("SettingsTables", "积分"),
    "coin",
    QT_TRANSLATE_NOOP("SettingsTables", "每元积几分在“规则”里。这里是多积、抵扣和到期；改了只管以后。"),
    "points",
    (
        Field(
            "worth",
            Shown.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "一分抵多少钱"),
            QT_TRANSLATE_NOOP("SettingsTables", "例如 0.01：一百分抵一元。0 为积分不抵钱，只换礼品。"),
            group=QT_TRANSLATE_NOOP("SettingsTables", "抵扣"),
            half=True,
        ),
        Field(
            "most_of_bill_bp",
            Shown.PERCENT,
            QT_TRANSLATE_NOOP("SettingsTables", "最多抵一张单的"),
            QT_TRANSLATE_NOOP("SettingsTables", "积分抵掉的部分不再积分。"),
            high=10_000,
            unit="%",
            half=True,
        ),
        Field(
            "valid_months",
            Shown.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "积分有效期"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "一个月里得的积分，过这么多个月后的月底到期，先得的先用。0 为不到期。"
            ),
            high=1_200,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "个月"),
            half=True,
        ),
        Field(
            "double_weekdays",
            Shown.MANY,
            QT_TRANSLATE_NOOP("SettingsTables", "每周双倍的日子"),
            group=QT_TRANSLATE_NOOP("SettingsTables", "多积"),
            among="weekdays",
        ),
        Field(
            "days",
            Shown.TEXT,
            QT_TRANSLATE_NOOP("SettingsTables", "双倍的日期"),
            QT_TRANSLATE_NOOP("SettingsTables", "例如：2026-11-11 2026-12-24。同一天只算最多的一种。"),
            limit=600,
            optional=True,
        ),
        Field(
            "birthday_percent",
            Shown.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "生日当天"),
            QT_TRANSLATE_NOOP("SettingsTables", "200 是双倍，100 是照常。"),
            low=100,
            high=1_000,
            unit="%",
            half=True,
        ),
        Field(
            "items",
            Shown.COUNTED,
            QT_TRANSLATE_NOOP("SettingsTables", "单独规定的项目"),
            QT_TRANSLATE_NOOP("SettingsTables", "200 是双倍，50 是一半。不积分的项目在“项目”里关掉。"),
            among="items",
            none=QT_TRANSLATE_NOOP("SettingsTables", "（照常）"),
            high=1_000,
            unit="%",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PointsDraft:
    """The rules as the form edits them: days as they are typed."""

    worth: Money
    most_of_bill_bp: int
    valid_months: int
    double_weekdays: tuple[int, ...]
    days: str
    birthday_percent: int
    items: tuple[tuple[ItemId, int], ...]


def draft_of(rules: PointsRules) -> PointsDraft:
    """The draft that the form is filled from."""
    return PointsDraft(
        Money(rules.fen_per_point),
        rules.most_of_bill_bp,
        rules.valid_months,
        rules.double_weekdays,
        " ".join(day.isoformat() for day in rules.double_days),
        rules.birthday_percent,
        tuple((item.item_id, item.percent) for item in rules.items),
    )


def rules_of(rules: PointsRules, draft: PointsDraft) -> PointsRules:
    """The rules with what the form says; raises ValueError with the word that is no day."""
    items = dict(draft.items)
    return replace(
        rules,
        fen_per_point=draft.worth.fen,
        most_of_bill_bp=draft.most_of_bill_bp,
        valid_months=draft.valid_months,
        double_weekdays=tuple(sorted(draft.double_weekdays)),
        double_days=tuple(sorted({_day(word) for word in re.split(r"[\s,，、;；]+", draft.days) if word})),
        birthday_percent=draft.birthday_percent,
        items=tuple(ItemPoints(item_id, percent) for item_id, percent in items.items()),
    )


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(word) from None


class PointsForm(FieldForm):
    """The form of the rules: it edits a draft."""

    def fill(self, source: object) -> None:
        super().fill(draft_of(cast(PointsRules, source)))

    def read_into(self, base: Filled) -> Filled | None:
        rules = cast(PointsRules, base)
        draft = super().read_into(draft_of(rules))
        if draft is None:
            return None
        try:
            return cast(Filled, rules_of(rules, draft))
        except ValueError as wrong:
            self._form.row("days").set_error(words(_NO_DAY).format(day=str(wrong)[:40]))
            self.focus("days")
            return None

    def retranslate(self) -> None:
        super().retranslate()
        days: Any = tuple((n, words(name)) for n, name in enumerate(WEEKDAYS, start=1))
        self.offer("weekdays", days)


class PointsPane(FormPane):
    """Knows the items that may have a rule of their own."""

    def __init__(self, context: PageContext, rights: Rights, section: FormSection) -> None:
        super().__init__(context, rights, section)
        context.bus.committed.connect(self._on_committed)
        self._read_items()

    def _make_form(self) -> FieldForm:
        return PointsForm(self._form_section.fields, self._context.jobs)

    def _read_items(self) -> None:
        self._context.jobs.read_latest("points-items", catalog.sellable, done=self._on_items, owner=self)

    def _on_items(self, found: Sellable) -> None:
        self.form.offer("items", tuple((item.id, item.name) for item in found.items))

    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.ITEM):
            self._read_items()
