"""The fields of a voucher's rule: shows one, reads it back, says what is wrong beside the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.money import ZERO
from model.shop import Item
from model.voucher_rule import MAX_VOUCHERS, Benefit, BenefitKind, OnReversal, Validity, VoucherRule
from ui import voucher_words
from ui.vouchers.items_field import ItemsField
from ui.vouchers.small_fields import HourEdit, TenthsEdit
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dates import DateEdit
from ui.widgets.fields import CheckBox, ComboBox, MoneyEdit, NumberEdit, TextField
from ui.widgets.form import Form, FormRow
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

USUAL_DAYS: Final = 30
FIELD_OF: Final = {
    "voucher.rule_amount": "amount",
    "voucher.rule_percent": "percent",
    "voucher.rule_gift": "gift",
    "voucher.rule_dates": "days",
    "voucher.rule_hours": "hours",
    "voucher.rule_limits": "per_bill",
}
"""code of the model's refusal → the field it speaks of."""


class _Hours(Retranslated, QWidget):
    """From when to when on each day; both empty: all day."""

    def __init__(self) -> None:
        super().__init__()
        self.start, self.end = HourEdit(), HourEdit()
        self._to = Label("–", "muted")
        line = Line(self, gap=6)
        line.add(self.start, self._to, self.end)

    def retranslate(self) -> None:
        self.start.setAccessibleName(self.tr("从几点"))
        self.end.setAccessibleName(self.tr("到几点"))


class RuleForm(Retranslated, QWidget):
    """`edited` at every change; `rule()` is what the fields say now, right or not."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChipChoice()
        self.amount, self.cap, self.minimum = MoneyEdit(), MoneyEdit(), MoneyEdit()
        self.percent = TenthsEdit()
        self.gift = TextField()
        self.items = ItemsField()
        self.term = ChipChoice()
        self.days = NumberEdit(USUAL_DAYS, low=1, high=3650)
        self.starts_after = NumberEdit(low=0, high=3650)
        self.first, self.last = DateEdit(), DateEdit()
        self.weekdays = ChipChoice(many=True)
        self.hours = _Hours()
        self.per_bill = NumberEdit(1, low=1, high=MAX_VOUCHERS)
        self.per_member, self.in_total = NumberEdit(), NumberEdit()
        self.on_reversal = ComboBox()
        self.extra_days = NumberEdit(7, low=1, high=3650)
        self.with_tier, self.with_manual, self.with_others = CheckBox(), CheckBox(), CheckBox()
        self.first_visit = CheckBox()
        self.form = Form(columns=2, gap=12)
        self._rows: dict[str, FormRow] = {}
        self._lay_out()
        self._listen()
        self.retranslate()
        self.fill(VoucherRule(Benefit(BenefitKind.AMOUNT), Validity(days=USUAL_DAYS)))

    def _lay_out(self) -> None:
        value = Form(gap=12)
        for name, typed in (
            ("amount", self.amount),
            ("percent", self.percent),
            ("gift", self.gift),
            ("cap", self.cap),
        ):
            self._rows[name] = value.add(name, "", typed)
        for name, field, span in (
            ("kind", self.kind, 2),
            ("minimum", self.minimum, 1),
            ("value", value, 1),
            ("items", self.items, 2),
            ("term", self.term, 2),
            ("days", self.days, 1),
            ("starts_after", self.starts_after, 1),
            ("first", self.first, 1),
            ("last", self.last, 1),
            ("weekdays", self.weekdays, 2),
            ("hours", self.hours, 1),
            ("per_bill", self.per_bill, 1),
            ("per_member", self.per_member, 1),
            ("in_total", self.in_total, 1),
            ("on_reversal", self.on_reversal, 1),
            ("extra_days", self.extra_days, 1),
        ):
            self._rows[name] = self.form.add(name, "", field, span=span)
        checks = QWidget()
        column = Column(checks, gap=0)
        column.add(self.with_tier, self.with_manual, self.with_others, self.first_visit)
        self._rows["together"] = self.form.add("together", "", checks, span=2)
        Column(self).add(self.form)

    def _listen(self) -> None:
        for field in (self.amount, self.cap, self.minimum, self.percent, self.gift, *self._numbers()):
            field.textChanged.connect(self._on_edited)
        for choice in (self.kind, self.term):
            choice.changed.connect(self._on_kind)
        self.weekdays.changed.connect(self._on_edited)
        for day in (self.first, self.last):
            day.valueChanged.connect(self._on_edited)
        for hour in (self.hours.start, self.hours.end):
            hour.textChanged.connect(self._on_edited)
        for check in (self.with_tier, self.with_manual, self.with_others, self.first_visit):
            check.toggled.connect(self._on_edited)
        self.items.edited.connect(self._on_edited)
        self.on_reversal.chosen.connect(self._on_kind)

    def _numbers(self) -> tuple[NumberEdit, ...]:
        return self.days, self.starts_after, self.per_bill, self.per_member, self.in_total, self.extra_days

    def retranslate(self) -> None:
        self.kind.set_entries([(k, voucher_words.translate(w)) for k, w in voucher_words.KINDS.items()])
        self.term.set_entries((("days", self.tr("发出起若干天")), ("fixed", self.tr("固定日期"))))
        self.weekdays.set_entries([(day, voucher_words.weekday(day)) for day in range(7)])
        self.on_reversal.set_entries(
            [(k, voucher_words.translate(w)) for k, w in voucher_words.ON_REVERSAL.items()]
        )
        for name, (label, hint) in self._texts().items():
            row = self._rows[name]
            row.set_label(label)
            row.set_hint(hint)
            row.field.setAccessibleName(label)
        self.with_tier.set_text(self.tr("可与会员等级折扣同用"))
        self.with_manual.set_text(self.tr("可与手动折扣同用"))
        self.with_others.set_text(self.tr("可与其他券同用（对方也允许时）"))
        self.first_visit.set_text(self.tr("仅限会员第一次消费"))
        self.gift.setPlaceholderText(self.tr("例如：护发精油小样 1 支"))
        for number in (self.per_member, self.in_total):
            number.setPlaceholderText(self.tr("不限"))
        self._show_fitting()

    def _texts(self) -> dict[str, tuple[str, str]]:
        trial = self.kind.value() is BenefitKind.TRIAL
        return {
            "kind": (self.tr("给什么"), ""),
            "amount": (self.tr("体验价") if trial else self.tr("减多少"), ""),
            "percent": (self.tr("打几折"), self.tr("8 是八折，8.5 是八五折。")),
            "gift": (self.tr("送什么（写明几份）"), ""),
            "minimum": (self.tr("满多少可用"), self.tr("会员折扣之后的金额；不限就留空。")),
            "cap": (self.tr("最多减多少"), self.tr("不封顶就留空。")),
            "items": (self.tr("适用项目"), ""),
            "term": (self.tr("有效期"), ""),
            "days": (self.tr("有效天数"), self.tr("发出当天算第一天。")),
            "starts_after": (self.tr("几天后才能用"), self.tr("当天可用就留空。")),
            "first": (self.tr("从"), self.tr("留空：发出当天起。")),
            "last": (self.tr("到（含当天）"), ""),
            "weekdays": (self.tr("哪几天可用"), self.tr("一个都不选就是每天。")),
            "hours": (self.tr("几点到几点"), self.tr("全天可用就留空，例如 10:00 – 17:00。")),
            "per_bill": (self.tr("每单最多几张"), ""),
            "per_member": (self.tr("每人最多几张"), ""),
            "in_total": (self.tr("一共最多发几张"), ""),
            "on_reversal": (self.tr("消费冲正以后"), ""),
            "extra_days": (self.tr("退回时延长几天"), ""),
            "together": (self.tr("同用与对象"), ""),
        }

    def offer(self, items: Sequence[Item]) -> None:
        """Offer these services and products."""
        self.items.offer(items)
        self.edited.emit()

    def fill(self, rule: VoucherRule) -> None:
        """Show a rule and take all sentences away."""
        benefit, validity = rule.benefit, rule.validity
        self.kind.set_value(benefit.kind)
        self.amount.set_value(benefit.amount or None)
        self.percent.set_value(10_000 - benefit.off_bp if benefit.off_bp else None)
        self.gift.setText(benefit.gift)
        self.minimum.set_value(rule.minimum or None)
        self.cap.set_value(benefit.cap or None)
        self.items.set_value(rule.items)
        self.term.set_value("fixed" if validity.last else "days")
        self.days.set_value(validity.days or USUAL_DAYS)
        self.starts_after.set_value(validity.starts_after or None)
        self.first.set_value(validity.first)
        self.last.set_value(validity.last)
        self.weekdays.set_values(tuple(rule.weekdays))
        start, end = rule.hours or (None, None)
        self.hours.start.set_value(start)
        self.hours.end.set_value(end)
        self.per_bill.set_value(rule.per_bill)
        self.per_member.set_value(rule.per_member or None)
        self.in_total.set_value(rule.in_total or None)
        self.on_reversal.set_value(rule.on_reversal)
        self.extra_days.set_value(rule.extra_days or 7)
        self.with_tier.setChecked(rule.with_tier)
        self.with_manual.setChecked(rule.with_manual)
        self.with_others.setChecked(rule.with_others)
        self.first_visit.setChecked(rule.first_visit)
        self.clear_errors()
        self._show_fitting()

    def rule(self) -> VoucherRule:
        """The rule as typed; the model says whether it can be meant."""
        reversal = OnReversal(str(self.on_reversal.value()))
        longer = reversal is OnReversal.RETURNS_LONGER
        return VoucherRule(
            self._benefit(),
            self._validity(),
            self.minimum.value() or ZERO,
            self.items.value(),
            frozenset(day for day in self.weekdays.values() if isinstance(day, int)),
            self._hours(),
            self.with_tier.isChecked(),
            self.with_manual.isChecked(),
            self.with_others.isChecked(),
            self.per_bill.value() or 1,
            self.per_member.value() or 0,
            self.in_total.value() or 0,
            self.first_visit.isChecked(),
            reversal,
            (self.extra_days.value() or 0) if longer else 0,
        )

    def _benefit(self) -> Benefit:
        kind = BenefitKind(str(self.kind.value()))
        amount = self.amount.value() or ZERO
        match kind:
            case BenefitKind.AMOUNT | BenefitKind.TRIAL:
                return Benefit(kind, amount)
            case BenefitKind.PERCENT:
                pays = self.percent.value()
                off_bp = 10_000 - pays if pays is not None else 0
                return Benefit(kind, off_bp=off_bp, cap=self.cap.value() or ZERO)
            case BenefitKind.GIFT:
                return Benefit(kind, gift=self.gift.clean_text())
        return Benefit(kind)

    def _validity(self) -> Validity:
        if self.term.value() == "fixed":
            return Validity(self.last.value() or date.min, self.first.value())
        return Validity(days=self.days.value() or 0, starts_after=self.starts_after.value() or 0)

    def _hours(self) -> tuple[time, time] | None:
        start, end = self.hours.start.value(), self.hours.end.value()
        if start is None and end is None:
            return None
        return start or time(0), end or time(0)

    def clear_errors(self) -> None:
        """Take every sentence away."""
        for row in self._rows.values():
            row.set_error("")

    def show_error(self, name: str, sentence: str) -> bool:
        """Say what is wrong beside a field and go there; False when there is no such field."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.set_error(sentence)
        row.field.setFocus()
        return True

    def problem(self) -> tuple[str, str] | None:
        """The first field that can't be read, with the sentence about it."""
        fields = {"amount": self.amount, "minimum": self.minimum, "cap": self.cap, "percent": self.percent}
        for name, field in (*fields.items(), ("hours", self.hours.start), ("hours", self.hours.end)):
            if self._rows[name].isVisibleTo(self) and field.problem:
                return name, field.problem
        if self.term.value() == "fixed" and self.last.value() is None:
            return "last", self.tr("到哪一天为止？")
        return None

    def _on_kind(self, *_: object) -> None:
        self._show_fitting()
        self.edited.emit()

    def _on_edited(self, *_: object) -> None:
        self.edited.emit()

    def _show_fitting(self) -> None:
        """Only the fields that the kind of benefit and of validity needs."""
        kind, fixed = self.kind.value(), self.term.value() == "fixed"
        longer = self.on_reversal.value() is OnReversal.RETURNS_LONGER
        shown = {
            "amount": kind in (BenefitKind.AMOUNT, BenefitKind.TRIAL),
            "percent": kind is BenefitKind.PERCENT,
            "cap": kind is BenefitKind.PERCENT,
            "gift": kind is BenefitKind.GIFT,
            "days": not fixed,
            "starts_after": not fixed,
            "first": fixed,
            "last": fixed,
            "extra_days": longer,
        }
        for name, visible in shown.items():
            self._rows[name].setVisible(visible)
        self._rows["amount"].set_label(self._texts()["amount"][0])
