"""The columns of the Members page as data: title, width, order of the database, text of a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from model.birthday import Birthday
from model.members_filter import SortKey
from model.record import dataclass
from model.text import mask_phone
from model.views import MemberRow
from ui.members.words import birthday_words
from ui.translate import QT_TRANSLATE_NOOP, translate

CONTEXT: Final = "MemberColumns"


@dataclass(frozen=True, slots=True)
class MemberColumn:
    """`width` in design pixels; `sort` is None where the database keeps no such order."""

    key: str
    title: str
    width: int
    text: Callable[[MemberRow], str]
    sort: SortKey | None = None
    align: Literal["left", "right", "center"] = "left"
    shown: bool = True

    def heading(self) -> str:
        """The title in the language of now."""
        return translate(CONTEXT, self.title)


def _day(day: date | None) -> str:
    return "—" if day is None else day.isoformat()


def _birthday(birthday: Birthday | None) -> str:
    return "—" if birthday is None else birthday_words(birthday)


def masked(row: MemberRow) -> MemberRow:
    """The row as a cashier may see it (domain.md section 9)."""
    return replace(row, phone=mask_phone(row.phone))


COLUMNS: Final = (
    MemberColumn(
        "number", QT_TRANSLATE_NOOP("MemberColumns", "会员号"), 96, lambda row: row.number, SortKey.NUMBER
    ),
    MemberColumn("name", QT_TRANSLATE_NOOP("MemberColumns", "姓名"), 112, lambda row: row.name, SortKey.NAME),
    MemberColumn("phone", QT_TRANSLATE_NOOP("MemberColumns", "手机号"), 124, lambda row: row.phone or "—"),
    MemberColumn("tier", QT_TRANSLATE_NOOP("MemberColumns", "等级"), 72, lambda row: row.tier or "—"),
    MemberColumn(
        "stored",
        QT_TRANSLATE_NOOP("MemberColumns", "储值余额"),
        112,
        lambda row: (row.principal + row.bonus).plain(),
        SortKey.STORED,
        align="right",
    ),
    MemberColumn(
        "principal",
        QT_TRANSLATE_NOOP("MemberColumns", "本金"),
        104,
        lambda row: row.principal.plain(),
        align="right",
    ),
    MemberColumn(
        "bonus", QT_TRANSLATE_NOOP("MemberColumns", "赠金"), 96, lambda row: row.bonus.plain(), align="right"
    ),
    MemberColumn(
        "points",
        QT_TRANSLATE_NOOP("MemberColumns", "积分"),
        80,
        lambda row: f"{row.points:,}",
        SortKey.POINTS,
        align="right",
    ),
    MemberColumn(
        "visits",
        QT_TRANSLATE_NOOP("MemberColumns", "到店次数"),
        88,
        lambda row: f"{row.visits:,}",
        SortKey.VISITS,
        align="right",
    ),
    MemberColumn(
        "spent",
        QT_TRANSLATE_NOOP("MemberColumns", "累计消费"),
        112,
        lambda row: row.spent.plain(),
        SortKey.SPENT,
        align="right",
    ),
    MemberColumn(
        "last_visit",
        QT_TRANSLATE_NOOP("MemberColumns", "最近到店"),
        108,
        lambda row: _day(row.last_visit),
        SortKey.LAST_VISIT,
        align="center",
    ),
    MemberColumn("source", QT_TRANSLATE_NOOP("MemberColumns", "来源"), 92, lambda row: row.source or "—"),
    MemberColumn("tags", QT_TRANSLATE_NOOP("MemberColumns", "标签"), 150, lambda row: row.tags or "—"),
    MemberColumn(
        "birthday", QT_TRANSLATE_NOOP("MemberColumns", "生日"), 116, lambda row: _birthday(row.birthday)
    ),
    MemberColumn(
        "joined",
        QT_TRANSLATE_NOOP("MemberColumns", "入会日"),
        108,
        lambda row: _day(row.joined),
        SortKey.JOINED,
    ),
    MemberColumn(
        "tier_since",
        QT_TRANSLATE_NOOP("MemberColumns", "等级始于"),
        108,
        lambda row: _day(row.tier_since),
        shown=False,
    ),
    MemberColumn(
        "tier_until",
        QT_TRANSLATE_NOOP("MemberColumns", "等级到"),
        108,
        lambda row: _day(row.tier_until),
        shown=False,
    ),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
