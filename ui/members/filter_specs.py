"""The filters of the Members page as data: what they offer and how a set one reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from model.money import Money, yuan
from model.record import dataclass
from services.members import MemberChoices
from ui.members.criteria import Criteria
from ui.translate import QT_TRANSLATE_NOOP, translate

CONTEXT: Final = "MemberFilters"
Values = tuple[object, ...]
Options = list[tuple[str, Values]]


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """`attributes` of Criteria that it sets together; `unit` marks filters with bounds of one's own."""

    key: str
    title: str
    attributes: tuple[str, ...]
    options: Callable[[MemberChoices], Options]
    words: Callable[[Values, MemberChoices], str]
    bounds: str = ""
    """`money` or `days` where a range can be typed."""

    def heading(self) -> str:
        """The title in the language of now."""
        return translate(CONTEXT, self.title)

    def values(self, criteria: Criteria) -> Values:
        """What the criteria says for this filter."""
        return tuple(getattr(criteria, name) for name in self.attributes)

    def is_set(self, criteria: Criteria) -> bool:
        """Whether this filter narrows the list."""
        return any(value is not None for value in self.values(criteria))

    def applied(self, criteria: Criteria, values: Values | None) -> Criteria:
        """The criteria with this filter set, or taken away for None."""
        chosen = values or (None,) * len(self.attributes)
        changes: dict[str, Any] = dict(zip(self.attributes, chosen, strict=True))
        return replace(criteria, **changes)


def _named(things: tuple[Any, ...]) -> Options:
    return [(thing.name, (thing.id,)) for thing in things]


def _name_of(values: Values, things: tuple[Any, ...]) -> str:
    gone = translate("MemberFilters", "已停用")
    return next((str(thing.name) for thing in things if thing.id == values[0]), gone)


def _days(values: Values, choices: MemberChoices) -> str:
    at_least, at_most = values
    if at_most is None:
        return translate("MemberFilters", "{days} 天以上没来").format(days=at_least)
    if at_least is None:
        return translate("MemberFilters", "{days} 天内来过").format(days=at_most)
    return translate("MemberFilters", "{low}–{high} 天没来").format(low=at_least, high=at_most)


def _plain(amount: object) -> str:
    """An amount without the decimals that say nothing."""
    return str(amount).removesuffix(".00")


def _money(values: Values, choices: MemberChoices) -> str:
    low, high = values
    if isinstance(high, Money) and not high and not low:
        return translate("MemberFilters", "没有余额")
    if low == Money(1):
        some = translate("MemberFilters", "有余额")
        most = translate("MemberFilters", "不超过 {amount}").format(amount=_plain(high))
        return some if high is None else f"{some} · {most}"
    if high is None:
        return translate("MemberFilters", "{amount} 以上").format(amount=_plain(low))
    if low is None:
        return translate("MemberFilters", "不超过 {amount}").format(amount=_plain(high))
    return translate("MemberFilters", "{low} 到 {high}").format(low=_plain(low), high=_plain(high))


def _month(values: Values, choices: MemberChoices) -> str:
    return translate("MemberFilters", "{month} 月").format(month=values[0])


_DAYS: Final[tuple[Values, ...]] = (
    (None, 30),
    (31, 90),
    (60, None),
    (90, None),
    (180, None),
    (365, None),
)
_AMOUNTS: Final[tuple[Values, ...]] = (
    (None, Money(0)),
    (Money(1), None),
    (Money(1), yuan(100)),
    (yuan(100), yuan(500)),
    (yuan(500), yuan(1000)),
    (yuan(1000), None),
)


def _preset(presets: tuple[Values, ...], words: Callable[[Values, MemberChoices], str]) -> Any:
    def offered(choices: MemberChoices) -> Options:
        return [(words(values, choices), values) for values in presets]

    return offered


FILTERS: Final = (
    FilterSpec(
        "tier",
        QT_TRANSLATE_NOOP("MemberFilters", "等级"),
        ("tier_id",),
        lambda choices: _named(choices.tiers),
        lambda values, choices: _name_of(values, choices.tiers),
    ),
    FilterSpec(
        "source",
        QT_TRANSLATE_NOOP("MemberFilters", "来源"),
        ("source_id",),
        lambda choices: _named(choices.sources),
        lambda values, choices: _name_of(values, choices.sources),
    ),
    FilterSpec(
        "tag",
        QT_TRANSLATE_NOOP("MemberFilters", "标签"),
        ("tag_id",),
        lambda choices: _named(choices.tags),
        lambda values, choices: _name_of(values, choices.tags),
    ),
    FilterSpec(
        "away",
        QT_TRANSLATE_NOOP("MemberFilters", "最近到店"),
        ("away_from_days", "away_to_days"),
        _preset(_DAYS, _days),
        _days,
        "days",
    ),
    FilterSpec(
        "stored",
        QT_TRANSLATE_NOOP("MemberFilters", "储值余额"),
        ("stored_from", "stored_to"),
        _preset(_AMOUNTS, _money),
        _money,
        "money",
    ),
    FilterSpec(
        "month",
        QT_TRANSLATE_NOOP("MemberFilters", "生日月份"),
        ("birthday_month",),
        _preset(tuple((month,) for month in range(1, 13)), _month),
        _month,
    ),
)
