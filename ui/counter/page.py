"""The counter page (收银): the search box at once, and under it everything else soon after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import MemberId
from ui import wording
from ui.counter import keys
from ui.counter.search import MemberSearch
from ui.gradual import Gradual, Steps, imported
from ui.shell.context import PageContext
from ui.widgets.buttons import KeyButton
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

if TYPE_CHECKING:
    from ui.counter.workplace import Workplace

MODULES: Final = (
    "model.commands",
    "model.views",
    "services.plans",
    "services.catalog",
    "model.friend_commands",
    "services.rewards",
    "services.friend_cards",
    "services.points",
    "services.members",
    "services.purchases",
    "ui.counter.claims",
    "ui.counter.codes_read",
    "ui.counter.contract_desk",
    "ui.counter.history_list",
    "ui.counter.history_panel",
    "ui.counter.member_panel",
    "ui.counter.bill_view",
    "ui.counter.sale_tab",
    "ui.counter.topup_tab",
    "ui.counter.workplace",
)
"""What the workplace is made of, in an order in which no single import takes long."""


class CounterPage(Retranslated, QWidget):
    """The search box, which finds members as soon as it is painted; `work` is built behind it in slices."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.search = MemberSearch(context.jobs, self)
        self.new_member_button = KeyButton("", keys.NEW_MEMBER, big=True, bind=True, icon="user-plus")
        self.new_member_button.clicked.connect(self._on_new_member)
        self.search.picked.connect(self._on_picked)
        self.search.stepped_back.connect(self._on_stepped_back)
        self.search.failed.connect(self._on_failed)
        self.search.code_typed.connect(self._on_code_typed)
        self._work = Gradual(self._building())
        top = Line(gap=10)
        top.add(self.search, self.new_member_button)
        top.setStretch(0, 1)
        self._column = Column(self, margin=(18, 14, 18, 8), gap=12)
        self._column.addLayout(top)
        self._column.addStretch(1)
        self.retranslate()

    def _building(self) -> Steps[Workplace]:
        yield from imported(MODULES)
        from ui.counter.workplace import Workplace

        work = Workplace(self._context, self.search, self)
        work.hide()
        yield
        yield from work.building()
        yield
        self._column.takeAt(1)
        self._column.addWidget(work, 1)
        work.show()
        self.search.panel.raise_()
        if self.isVisible():
            work.refresh()
        return work

    @property
    def work(self) -> Workplace:
        """Everything under the search box; what is not built yet is built now."""
        return self._work.result()

    def preparing(self) -> Iterator[None]:
        """Build `work` in slices, before anybody needs it."""
        yield from self._work.slices()
        work = self.work
        if self._context.session.staff is None:
            # Painted unseen, behind the lock screen: letters and icons are there for the first picture.
            for part in (work.member_panel, work.sale, work.history_panel):
                part.grab()
                yield
        work.rehearse()

    def retranslate(self) -> None:
        self.new_member_button.set_caption(self.tr("新会员"))

    def page_shown(self, argument: object = None) -> None:
        """Come to the front: refresh what went stale, open the member asked for, go to the search.

        Only where it could not be prepared (behind the lock screen) the rest comes after the first picture.
        """
        if self._work.begun or argument is not None:
            self.work.come_to_front(argument)
        else:
            self.search.focus()

    def scanned(self, code: str) -> bool:
        """A member card opens its member, a voucher and a product's barcode go onto the bill."""
        self.work.codes.scanned(code)
        return True

    def _on_picked(self, member_id: MemberId) -> None:
        self.work.open_member(member_id)

    def _on_stepped_back(self) -> None:
        self.work.step_back()

    def _on_code_typed(self, code: str) -> None:
        self.work.codes.typed(code)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._context.toast("error", wording.word(error))

    def _on_new_member(self) -> None:
        self.work.sign_up()
