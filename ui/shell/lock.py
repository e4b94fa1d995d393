"""The lock screen, and the watch that calls it when nobody has touched the counter for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId
from model.shop import Role, Staff
from ui import theme
from ui.bus import UiJobs
from ui.shell.people import PersonPin
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet, top_sheet

if TYPE_CHECKING:
    from model.views import Done

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
_LOOK_EVERY_MS: Final = 5_000


class LockScreen(Sheet):
    """Covers everything until somebody shows who they are; `unlocked(Staff)`.

    With `people` known the first picture takes a PIN; without, they are asked for.
    """

    unlocked = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        jobs: UiJobs,
        now_ms: Callable[[], int],
        shop_name: str,
        last: StaffId | None = None,
        people: Sequence[Staff] = (),
    ) -> None:
        super().__init__(parent, shop_name, 620, closable=False)
        self._jobs = jobs
        self._last = last
        self._trying: Staff | None = None
        self._person = PersonPin(now_ms, self)
        self._person.entered.connect(self._on_entered)
        self.starts_at = self._person.pad
        # Nothing shows through: Qt need not paint the page that lies beneath.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._lead = Label("", "muted", wrap=True)
        self.body.add(self._lead, self._person)
        self.retranslate()
        if people:
            self._person.set_people(people, last)
        else:
            self.load()

    def retranslate(self) -> None:
        self._lead.setText(self.tr("已锁屏。选择姓名，输入 PIN。"))

    def load(self) -> None:
        """Ask who works here."""
        from services import staff

        self._jobs.read(staff.people, done=self._on_people, owner=self)

    def _on_people(self, people: tuple[Staff, ...]) -> None:
        self._person.set_people(people, self._last)
        self.rearrange()
        self._person.pad.setFocus()

    def _on_entered(self, person: Staff, pin: str) -> None:
        from services import staff
        from services.ids import new_id

        self._trying = person
        command = staff.SignIn(CommandId(new_id()), person.id, pin)
        self._jobs.write(staff.sign_in, command, self._on_answer, self._on_failed, owner=self)

    def _on_answer(self, done: Done) -> None:
        from services import staff

        try:
            staff.outcome(done)
        except UserError as error:
            self._on_failed(error)
            return
        person = self._trying
        self.dismiss()
        self.unlocked.emit(person)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._person.show_error(error)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.painter_for(self)
        painter.fillRect(self.rect(), theme.color("background"))
        self.paint_panel(painter)


class IdleWatch(QObject):
    """Event filter for a QWindow; `idle` once nobody has touched it for the minutes set."""

    idle = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._last = clock()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """Watch for this many minutes without a touch; 0 stops watching."""
        self._seconds = minutes * 60.0
        self._last = self._clock()
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Say `idle` when it is time, once until the next touch."""
        if self._seconds and self._clock() - self._last >= self._seconds:
            self._last = self._clock()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._last = self._clock()
        return False


def _title_beneath(host: QWidget) -> str:
    """What the sheet that asks is called, empty where a page asks."""
    below = top_sheet(host)
    return below.accessibleName() if below is not None else ""


class ApprovalSheet(Sheet):
    """Asks for the PIN of somebody of at least a role; calls `done(StaffId)` when it was right.

    It says what for: `what`, or else what the sheet beneath it is called.
    """

    def __init__(
        self,
        parent: QWidget,
        jobs: UiJobs,
        now_ms: Callable[[], int],
        role: Any,
        done: Callable[[Any], None],
        what: str = "",
    ) -> None:
        super().__init__(parent, "", 620)
        self._what = Label("", "muted", wrap=True)
        self._subject = what or _title_beneath(parent)
        self._jobs = jobs
        self._role = role
        self._done = done
        self._person = PersonPin(now_ms, self)
        self._person.entered.connect(self._on_entered)
        self.starts_at = self._person.pad
        self.body.add(self._what, self._person)
        self.retranslate()
        from services import staff

        jobs.read(staff.people, done=self._on_people, owner=self)

    def retranslate(self) -> None:
        alone = self._role is Role.OWNER
        self.set_title(self.tr("需要老板的 PIN") if alone else self.tr("需要店长或老板的 PIN"))
        self._what.setText(self.tr("要批准的：{what}").format(what=self._subject))
        self._what.setVisible(bool(self._subject))

    def _on_people(self, people: tuple[Staff, ...]) -> None:
        self._person.set_people([p for p in people if p.role.rank >= self._role.rank])
        self.rearrange()
        self._person.pad.setFocus()

    def _on_entered(self, person: Staff, pin: str) -> None:
        from services import staff
        from services.ids import new_id

        command = staff.Approve(CommandId(new_id()), person.id, pin, self._role)
        self._jobs.write(staff.approve, command, self._on_answer, self._on_failed, owner=self)

    def _on_answer(self, answer: Done) -> None:
        from services import staff

        try:
            approver = staff.outcome(answer)
        except UserError as error:
            self._on_failed(error)
            return
        done = self._done
        self.dismiss()
        done(approver)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self._person.show_error(error)
