"""The line under the button: what Enter will do, or what is missing and how to go on."""

from __future__ import annotations

from model.ledger import Account
from model.sale import Tender
from model.views import MemberCard
from ui import wording
from ui.counter import words
from ui.counter.bill_model import Outcome
from ui.counter.topup_model import After
from ui.translate import QT_TRANSLATE_NOOP, translate

_TAKES = QT_TRANSLATE_NOOP("CounterOutcome", "扣本金 {principal} + 赠金 {bonus}")
_TAKES_PRINCIPAL = QT_TRANSLATE_NOOP("CounterOutcome", "扣本金 {principal}")
_TAKES_BONUS = QT_TRANSLATE_NOOP("CounterOutcome", "扣赠金 {bonus}")
_TENDER = QT_TRANSLATE_NOOP("CounterOutcome", "{tender} {amount}")
_CHANGE = QT_TRANSLATE_NOOP("CounterOutcome", "找零 {change}")
_POINTS = QT_TRANSLATE_NOOP("CounterOutcome", "积分 +{points}")
_AFTER = QT_TRANSLATE_NOOP("CounterOutcome", "付后余额 {balance}")
_APPROVAL = QT_TRANSLATE_NOOP("CounterOutcome", "折扣超过 {percent}%：按 Enter 请店长输入 PIN")
_TOP_UP = QT_TRANSLATE_NOOP("CounterOutcome", "充值后余额 {balance}（本金 {principal} + 赠金 {bonus}）")


def _t(source: str, **facts: object) -> str:
    return translate("CounterOutcome", source).format(**facts)


def sale_line(outcome: Outcome, member: MemberCard | None, limit_bp: int) -> str:
    """What the sale will take, and the balance after it; or what is missing."""
    if outcome.problem is not None:
        if outcome.problem.code == "counter.missing" and member is None:
            return wording.word_code("counter.missing_walk_in", **outcome.problem.facts)
        return wording.word(outcome.problem)
    if outcome.approval_bp:
        return _t(_APPROVAL, percent=f"{limit_bp / 100:.2f}".rstrip("0").rstrip("."))
    # A line may end with the dot, it doesn't begin with one.
    return "\u00a0· ".join(_sale_parts(outcome, member))


def _sale_parts(outcome: Outcome, member: MemberCard | None) -> list[str]:
    plan = outcome.plan
    if plan is None:
        return []
    parts: list[str] = []
    facts = {"principal": plan.draw.principal, "bonus": plan.draw.bonus}
    if plan.draw.principal and plan.draw.bonus:
        parts.append(_t(_TAKES, **facts))
    elif plan.payment.stored:
        parts.append(_t(_TAKES_PRINCIPAL if plan.draw.principal else _TAKES_BONUS, **facts))
    else:
        # With stored value the tenders' own buttons say this, and the line would be too long.
        parts += [_tender(tender) for tender in plan.payment.tenders]
        parts += [_t(_CHANGE, change=plan.change)] if plan.change else []
    if member is not None:
        parts.append(_t(_AFTER, balance=member.stored - plan.payment.stored))
        if plan.points:
            parts.append(_t(_POINTS, points=words.number(plan.points)))
    return parts


def _tender(tender: Tender) -> str:
    shown = tender.received if tender.account is Account.CASH else tender.amount
    return _t(_TENDER, tender=words.account(tender.account), amount=shown)


def top_up_line(after: After) -> str:
    """What the member will have after the top-up; or what is missing."""
    if after.problem is not None and after.problem.code != "topup.limit":
        return wording.word(after.problem)
    return _t(_TOP_UP, balance=after.stored_after, principal=after.principal_after, bonus=after.bonus_after)
