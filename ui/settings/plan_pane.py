"""The section of top-up plans: the form of an offer with its profit check always in sight."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar, cast

from model.changes import ChangeSet, Kind
from model.command import Command
from model.errors import UserError
from model.ids import CommandId, StaffId
from model.offer import Audience
from model.plan_commands import SavePlan
from model.profit import PriceList, check_plan
from model.shop import Plan, Role
from services import plans
from ui import wording
from ui.settings.catalog_watch import CatalogWatch
from ui.settings.field_form import FieldForm
from ui.settings.fields import Listed, ListSection
from ui.settings.list_pane import ListPane
from ui.settings.pane import Make, UseCase
from ui.settings.plan_draft import PlanDraft, draft_of, plan_of
from ui.settings.profit_card import ProfitCard
from ui.settings.rights import Rights
from ui.shell.context import PageContext

Filled = TypeVar("Filled")
_PRICED = (Kind.GIFT, Kind.PACK_KIND, Kind.VOUCHER_TEMPLATE, Kind.FRIEND_CARD_KIND, Kind.ITEM)


class PlanForm(FieldForm):
    """The form of a plan: it edits a draft, so that each part of the offer is a field of its own."""

    def fill(self, source: object) -> None:
        super().fill(draft_of(cast(Plan, source)))
        self.show_audience()

    def read_into(self, base: Filled) -> Filled | None:
        plan = cast(Plan, base)
        draft = super().read_into(draft_of(plan))
        return None if draft is None else cast(Filled, plan_of(plan, draft))

    def now(self, plan: Plan) -> Plan:
        """The plan with what can be read now."""
        draft: PlanDraft = self.peek(draft_of(plan))
        return plan_of(plan, draft)

    def show_audience(self) -> None:
        """Ask for tiers or tags only where they tell whom the plan is for."""
        audience: Any = self.editor("audience")
        chosen = audience.value()
        self._form.row("tier_ids").setVisible(chosen is Audience.TIERS)
        self._form.row("tag_ids").setVisible(chosen is Audience.TAGS)


class PlanPane(ListPane):
    """Below the floor of profit the owner starts a plan, with a reason."""

    form_kind = PlanForm

    def __init__(
        self, context: PageContext, rights: Rights, section: ListSection, watch: CatalogWatch
    ) -> None:
        self._prices = PriceList()
        self._profit = ProfitCard()
        super().__init__(context, rights, section, watch, (self._profit,))
        self._profit.edited.connect(self._on_reason)
        context.bus.committed.connect(self._on_committed)
        context.settings.changed.connect(self._check)
        self._read_prices()

    def _read_prices(self) -> None:
        self._context.jobs.read_latest("plan-prices", plans.price_list, done=self._on_prices, owner=self)

    def _on_prices(self, prices: PriceList) -> None:
        self._prices = prices
        self._check()

    def _on_committed(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in _PRICED):
            self._read_prices()

    def _open(self, thing: Listed | None, *, new: bool = False) -> None:
        self._profit.reason.setText("")
        super()._open(thing, new=new)
        self._check()

    def _on_reason(self) -> None:
        # The reason is no part of the plan: typing it must not lock the button that takes it back into use.
        self.tell("")

    def _on_edited(self) -> None:
        super()._on_edited()
        self._check()

    def _check(self, *_: object) -> None:
        if isinstance(self._thing, Plan) and isinstance(self.form, PlanForm):
            self.form.show_audience()
            rules = self._context.settings.current.profit
            plan = self.form.now(self._thing)
            self._profit.show_check(check_plan(plan, self._prices, rules), rules)

    def _store(self, thing: Listed) -> None:
        plan = cast(Plan, thing)
        rules = self._context.settings.current.profit
        deep = plan.active and check_plan(plan, self._prices, rules).below_floor
        asked = deep and bool(self._profit.reason.clean_text())
        role = Role.OWNER if asked and self._rights.may(Role.OWNER) else self._section.role
        use_case, make = self._saving(thing)
        self.send(use_case, make, partial(self._on_stored, thing), role)

    def _saving(self, thing: Listed) -> tuple[UseCase, Make]:
        return plans.save_plan, partial(_command, cast(Plan, thing), self._profit.reason.clean_text())

    def tell_error(self, error: UserError) -> bool:
        if error.code == "plan.below_floor":
            self.tell(wording.word(error))
            self._profit.reason.setFocus()
            return True
        return super().tell_error(error)


def _command(plan: Plan, reason: str, id_: CommandId, staff_id: StaffId) -> Command:
    return SavePlan(id_, staff_id, plan, reason)
