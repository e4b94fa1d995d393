"""Everything that can be done to a member's account as a whole, one key each."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from model.ids import MemberId
from model.record import dataclass
from ui import theme
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet registered in ui.shell.sheets that takes `member_id`; texts in the context AccountMenu."""

    sheet: str
    icon: str
    name: str
    hint: str


ENTRIES: Final[tuple[Entry, ...]] = (
    Entry(
        "statement",
        "list-bullets",
        QT_TRANSLATE_NOOP("AccountMenu", "对账单"),
        QT_TRANSLATE_NOOP("AccountMenu", "两个日期之间的每一笔，可打印、可导出"),
    ),
    Entry(
        "card_refund",
        "arrow-u-up-left",
        QT_TRANSLATE_NOOP("AccountMenu", "退卡"),
        QT_TRANSLATE_NOOP("AccountMenu", "登记申请、按法规计算、由另一人批准后付款"),
    ),
    Entry(
        "lost_card",
        "credit-card",
        QT_TRANSLATE_NOOP("AccountMenu", "挂失补卡"),
        QT_TRANSLATE_NOOP("AccountMenu", "旧卡作废，印一张新卡"),
    ),
    Entry(
        "transfer",
        "arrows-left-right",
        QT_TRANSLATE_NOOP("AccountMenu", "转给别人"),
        QT_TRANSLATE_NOOP("AccountMenu", "把余额转给另一位会员：双方在场，店长批准"),
    ),
    Entry(
        "merge",
        "git-merge",
        QT_TRANSLATE_NOOP("AccountMenu", "合并记录"),
        QT_TRANSLATE_NOOP("AccountMenu", "同一个人登记了两次：并成一份"),
    ),
    Entry(
        "unmerge",
        "git-fork",
        QT_TRANSLATE_NOOP("AccountMenu", "撤销合并"),
        QT_TRANSLATE_NOOP("AccountMenu", "并错了：把还在的还回去"),
    ),
    Entry(
        "tier",
        "crown-simple",
        QT_TRANSLATE_NOOP("AccountMenu", "等级"),
        QT_TRANSLATE_NOOP("AccountMenu", "现在的等级和来历；店长可以手动定级，写明原因和期限"),
    ),
)

_BUTTON_WIDTH: Final = 200


class AccountMenu(Sheet):
    """Opens the sheet chosen, for one member."""

    def __init__(self, context: PageContext, parent: QWidget, member_id: MemberId, name: str = "") -> None:
        super().__init__(parent, "", 680)
        self._context = context
        self._member_id = member_id
        self._name = name
        self.buttons = [
            KeyButton("", str(n), icon=entry.icon, bind=True) for n, entry in enumerate(ENTRIES, start=1)
        ]
        self._hints = [Label("", "muted", wrap=True) for _ in ENTRIES]
        for button, hint in zip(self.buttons, self._hints, strict=True):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_chosen)
            line = Line(gap=12)
            line.add(button, hint)
            line.setStretch(1, 1)
            self.body.addLayout(line)
        self._back = KeyButton("", "Esc")
        self._back.clicked.connect(self.dismiss)
        self.set_buttons(self._back)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        for button in self.buttons:
            button.setMinimumWidth(theme.px(_BUTTON_WIDTH))
        super().restyle()

    def retranslate(self) -> None:
        self.set_title(self.tr("{name} 的账户").format(name=self._name) if self._name else self.tr("账户"))
        for entry, button, hint in zip(ENTRIES, self.buttons, self._hints, strict=True):
            button.set_caption(translate("AccountMenu", entry.name))
            hint.setText(translate("AccountMenu", entry.hint))
        self._back.set_caption(self.tr("返回"))

    def _on_chosen(self) -> None:
        entry = next(
            (e for e, button in zip(ENTRIES, self.buttons, strict=True) if button is self.sender()), None
        )
        if entry is not None:
            self.dismiss()
            self._context.open_sheet(entry.sheet, {"member_id": self._member_id})
