"""What is going to be reversed, as chosen in the sheet; the plan itself comes from the service."""

from __future__ import annotations

from dataclasses import dataclass

from model.commands import Reverse
from model.ids import CommandId, StaffId
from model.ledger import TxnKind
from model.money import Money
from model.views import TxnDetail


@dataclass(slots=True)
class ReversalChoice:
    """Everything that is left by default; `command_id` is made when the sheet opens."""

    detail: TxnDetail
    command_id: CommandId
    quantities: dict[int, int]
    amount: Money | None
    gifts_back: bool = True
    """Of a top-up with gifts: whether they were handed back."""

    @staticmethod
    def of(detail: TxnDetail, command_id: CommandId) -> ReversalChoice:
        """The choice as the sheet opens."""
        quantities = {line.line: line.left for line in detail.lines if line.left}
        amount = detail.reversible if detail.entry.kind is TxnKind.TOP_UP else None
        return ReversalChoice(detail, command_id, quantities, amount)

    @property
    def asks_amount(self) -> bool:
        """Whether a part of it can go back that isn't pieces of a line: only of a top-up."""
        return self.detail.entry.kind is TxnKind.TOP_UP

    def set_quantity(self, line: int, quantity: int) -> None:
        """How many of a line go back; held between nothing and what is left of it."""
        left = next(sold.left for sold in self.detail.lines if sold.line == line)
        self.quantities[line] = max(0, min(quantity, left))

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """(line, quantity) for what goes back."""
        return tuple((line, quantity) for line, quantity in sorted(self.quantities.items()) if quantity)

    def command(
        self, staff_id: StaffId, reason: str, approved_by: StaffId | None, print_receipt: bool
    ) -> Reverse:
        """The command, under the id that the sheet opened with."""
        return Reverse(
            self.command_id,
            staff_id,
            self.detail.entry.txn_id,
            reason,
            approved_by,
            self.pairs(),
            self.amount,
            print_receipt,
            self.gifts_back,
        )
