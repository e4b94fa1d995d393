"""What people do to the bill: every change goes through here and is told with `changed`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from model.bill import ManualDiscount
from model.errors import UserError
from model.ids import ItemId, StaffId
from model.ledger import Account
from model.money import ZERO, Money
from model.shop import Item, Policy, Role
from model.views import MemberCard
from services import ids
from services.catalog import Sellable
from ui.counter.bill_model import BillModel, Outcome
from ui.shell.session import Session


class BillDesk(QObject):
    """The bill with who serves it; `refused(UserError)` when a change can't be made."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, policy: Policy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._served_by: StaffId | None = None
        self.bill = BillModel(ids.new_id, policy)
        self.member_pending = False
        """Another member was asked for and is not here yet: nothing is paid for the one before."""
        self.goods = Sellable((), (), ())

    def outcome(self) -> Outcome:
        """What Enter would do now."""
        return self.bill.outcome(self._session.may(Role.MANAGER))

    def available(self) -> Money:
        """The member's usable stored value; nothing for a walk-in."""
        return self.bill.member.stored if self.bill.member else ZERO

    def counts(self) -> Mapping[ItemId, int]:
        """How many of each item are on the bill."""
        counts: Counter[ItemId] = Counter()
        for line in self.bill.lines:
            if line.item_id is not None:
                counts[line.item_id] += line.quantity
        return counts

    def set_policy(self, policy: Policy) -> None:
        """Follow the shop's rules as they are now."""
        self.bill.policy = policy
        self.changed.emit()

    def set_member(self, card: MemberCard | None) -> None:
        """Sell to this member from now on; tenders start afresh for somebody else."""
        before = self.bill.member.profile.member_id if self.bill.member else None
        self.bill.member = card
        self.member_pending = False
        if before != (card.profile.member_id if card else None):
            self.bill.payment.reset()
            self.bill.points.wanted = 0
            self.bill.keep_vouchers_of_member()
        self.changed.emit()

    def add_item(self, item: Item, quantity: int = 1) -> None:
        """Put an item on the bill, served by whoever served the last line."""
        self._try(self._add_item, item, quantity)

    def _add_item(self, item: Item, quantity: int) -> None:
        self.bill.add(item, self._server())
        row = self.bill.chosen
        self.bill.set_quantity(row, self.bill.lines[row].quantity + quantity - 1)

    def add_free(self, name: str, amount: Money) -> None:
        """Put any amount on the bill."""
        self._try(self.bill.add_free, name, amount, self._server())

    def _server(self) -> StaffId | None:
        people = {person.id for person in self.goods.staff}
        served = self._served_by or (self._session.staff.id if self._session.staff else None)
        return served if served in people else None

    def choose(self, row: int) -> None:
        """Choose the line that the keys act on."""
        self.bill.choose(row)
        self.changed.emit()

    def step(self, row: int, by: int) -> None:
        """More or fewer of a line."""
        self._edit(row, self.bill.change_quantity, by)

    def set_quantity(self, row: int, quantity: int) -> None:
        """So many of a line."""
        self._edit(row, self.bill.set_quantity, quantity)

    def remove(self, row: int) -> None:
        """Take a line off."""
        self._edit(row, self.bill.remove)

    def serve(self, row: int, staff_id: StaffId | None) -> None:
        """Say who serves a line, and probably the next ones."""
        self._served_by = staff_id
        self._edit(row, self.bill.serve, staff_id)

    def step_chosen(self, by: int) -> None:
        """More or fewer of the chosen line."""
        self.step(self.bill.chosen, by)

    def set_chosen_quantity(self, quantity: int) -> None:
        """So many of the chosen line."""
        self.set_quantity(self.bill.chosen, quantity)

    def remove_chosen(self) -> None:
        """Take the chosen line off."""
        self.remove(self.bill.chosen)

    def toggle_tender(self, account: Account) -> None:
        """Choose a tender or drop it; PRINCIPAL stands for stored value."""
        if account is Account.PRINCIPAL:
            self.bill.payment.toggle_stored()
        else:
            self.bill.payment.toggle(account)
        self.changed.emit()

    def type_tender(self, account: Account, amount: Money | None) -> None:
        """What was typed for a tender."""
        self.bill.payment.type_amount(account, amount)
        self.changed.emit()

    def rate(self, stars: int | None) -> None:
        """The customer's rating of the visit."""
        self.bill.rating = stars
        self.changed.emit()

    def discount(self, manual: ManualDiscount | None) -> None:
        """Give a discount by hand or take it back; raises UserError as the model does."""
        self.bill.set_discount(manual)
        self.changed.emit()

    def use_points(self, points: int) -> None:
        """Spend points on the bill; 0 takes them off again."""
        self.bill.points.wanted = max(0, points)
        self.changed.emit()

    def _edit(self, row: int, change: Callable[..., None], *arguments: Any) -> None:
        if 0 <= row < len(self.bill.lines):
            self._try(change, row, *arguments)

    def _try(self, change: Callable[..., None], *arguments: Any) -> None:
        try:
            change(*arguments)
        except UserError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
