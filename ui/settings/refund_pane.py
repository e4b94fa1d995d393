"""The section of card refunds: days of regret, cash, and the rates of interest by the day they began."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar, cast

from model.money import Money
from model.record import dataclass
from model.rules import InterestRate, RefundRules
from ui.settings.field_form import FieldForm
from ui.settings.fields import Field, FormSection, Kind, words
from ui.settings.form_pane import FormPane
from ui.translate import QT_TRANSLATE_NOOP

Filled = TypeVar("Filled")
_RATE: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[\s,，]+(\d{1,2}(?:\.\d{1,2})?)\s*%?[\s,，]+(\d{1,2}(?:\.\d{1,2})?)\s*%?"
)
_NO_RATE: Final = QT_TRANSLATE_NOOP(
    "SettingsTables", "看不懂“{line}”，请写成 2025-05-20 3.00 1.50：日期、LPR、存款利率。"
)

REFUNDS: Final = FormSection(
    "refunds",
    QT_TRANSLATE_NOOP("SettingsTables", "退卡"),
    "arrow-u-up-left",
    QT_TRANSLATE_NOOP(
        "SettingsTables",
        "退卡按法释〔2025〕4号计算，利率用合同成立那天的。利率变了就加一行，旧的留着。程序不是律师。",
    ),
    "refunds",
    (
        Field(
            "cooling_days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "无理由全退"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "付款后这么多天内、之前没有来消费过的，全部退还。法规是 7 天。"
            ),
            low=7,
            high=365,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            half=True,
        ),
        Field(
            "cash_limit",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "现金最多退"),
            QT_TRANSLATE_NOOP("SettingsTables", "超过时提醒：其余应退回原来的付款账户。"),
            half=True,
        ),
        Field(
            "rates",
            Kind.LINES,
            QT_TRANSLATE_NOOP("SettingsTables", "利率（每行：从哪天起、一年期 LPR、一年期存款基准利率，%）"),
            QT_TRANSLATE_NOOP("SettingsTables", "非消费者原因用 LPR，消费者原因用存款利率。"),
            limit=4_000,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class RefundDraft:
    """The rules as the form edits them: a line for each rate."""

    cooling_days: int
    cash_limit: Money
    rates: str


def draft_of(rules: RefundRules) -> RefundDraft:
    """The draft that the form is filled from."""
    lines = (
        f"{rate.from_day.isoformat()} {_percent(rate.shop_cause_bp)} {_percent(rate.member_cause_bp)}"
        for rate in sorted(rules.rates, key=lambda rate: rate.from_day)
    )
    return RefundDraft(rules.cooling_days, rules.cash_limit, "\n".join(lines))


def rules_of(rules: RefundRules, draft: RefundDraft) -> RefundRules:
    """The rules with what the form says; raises ValueError with the line that is no rate."""
    rates = [_rate(line.strip()) for line in draft.rates.splitlines() if line.strip()]
    by_day = {rate.from_day: rate for rate in rates}
    return replace(
        rules,
        cooling_days=draft.cooling_days,
        cash_limit=draft.cash_limit,
        rates=tuple(by_day[day] for day in sorted(by_day)),
    )


def _percent(bp: int) -> str:
    return f"{bp // 100}.{bp % 100:02d}"


def _rate(line: str) -> InterestRate:
    found = _RATE.fullmatch(line)
    try:
        if found is None:
            raise ValueError(line)
        return InterestRate(date.fromisoformat(found[1]), _bp(found[2]), _bp(found[3]))
    except ValueError:
        raise ValueError(line) from None


def _bp(percent: str) -> int:
    whole, _, rest = percent.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or "0")


class RefundForm(FieldForm):
    """The form of the rules: it edits a draft."""

    def fill(self, source: object) -> None:
        super().fill(draft_of(cast(RefundRules, source)))

    def read_into(self, base: Filled) -> Filled | None:
        rules = cast(RefundRules, base)
        draft = super().read_into(draft_of(rules))
        if draft is None:
            return None
        try:
            return cast(Filled, rules_of(rules, draft))
        except ValueError as wrong:
            self._form.row("rates").set_error(words(_NO_RATE).format(line=str(wrong)[:40]))
            self.focus("rates")
            return None


class RefundPane(FormPane):
    """Edits the rates as lines."""

    def _make_form(self) -> FieldForm:
        return RefundForm(self._form_section.fields, self._context.jobs)
