"""Scanning with the camera (Ctrl+F6): the live picture, what is wrong with it, and the code it finds."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import theme
from ui.bus import UiJobs
from ui.camera.memory import CameraMemory
from ui.camera.reading import Seen, read_frame
from ui.camera.source import FrameSource, Trouble, open_source
from ui.camera.view import CameraView
from ui.shell.session import Session
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import ComboBox
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Busy, EmptyState
from ui.widgets.sheet import Sheet

SHOWN_MS: Final = 250
"""How long the frame around a code is seen before the code is handed on."""
PATIENCE_MS: Final = 6_000
"""Without a picture for so long, a camera that is on is called silent."""


_HEIGHT: Final = 333
_LOWEST: Final = 190
_AROUND: Final = 300
"""Of the window's height, what everything but the picture takes (design pixels)."""


class State(Enum):
    """What the sheet shows."""

    STARTING = auto()
    LIVE = auto()
    FOUND = auto()
    TROUBLE = auto()


class CameraSheet(Sheet):
    """Closes itself with the code it found: `found(str)`, as a scanner would have brought it.

    The camera is on only while the sheet is seen. Frames that come while one is being read are shown
    and not read.
    """

    found = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        jobs: UiJobs,
        session: Session,
        memory: CameraMemory,
        make_source: Callable[[QObject], FrameSource] = open_source,
    ) -> None:
        super().__init__(parent, "", 640)
        self._jobs = jobs
        self._session = session
        self._memory = memory
        self._make_source = make_source
        self._source: FrameSource | None = None
        self._camera_id = ""
        self._trouble = Trouble.NO_CAMERA
        self._image: QImage | None = None
        self._reading = False
        self._stranger = False
        self._code = ""
        self.state = State.STARTING
        self.view = CameraView()
        self.told = Label("", "muted", wrap=True)
        self.chooser = ComboBox()
        self._chooser_name = Label("", "caption")
        self._busy = Busy()
        self._empty = EmptyState("video-camera-slash")
        self.retry = KeyButton("", "Enter", "primary", icon="arrow-clockwise")
        self._cancel = KeyButton("", "Esc")
        self._stack = QStackedWidget()
        self._silence = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._assemble_sheet()
        self._connect()
        self.retranslate()

    def _assemble_sheet(self) -> None:
        waiting = QWidget()
        around = Column(waiting)
        around.addStretch(1)
        around.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch(1)
        for page in (waiting, self.view, self._empty):
            self._stack.addWidget(page)
        self._chooser_row = QWidget()
        row = Line(self._chooser_row, gap=10)
        row.add(self._chooser_name, self.chooser)
        row.setStretch(1, 1)
        self._chooser_row.hide()
        self.body.addWidget(self._stack, 1)
        self.body.add(self.told, self._chooser_row)
        self.set_buttons(self._cancel, self.retry)
        self.set_primary(self.retry)
        self.starts_at = self._cancel

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.dismiss)
        self.retry.clicked.connect(self._on_retry)
        self.chooser.chosen.connect(self._on_chosen)
        self._silence.timeout.connect(self._on_silence)
        self._session.changed.connect(self._on_session)
        _app().aboutToQuit.connect(self._switch_off)

    def retranslate(self) -> None:
        self.set_title(self.tr("用摄像头扫码"))
        self._cancel.set_caption(self.tr("关闭"))
        self.retry.set_caption(self.tr("再试一次"))
        self._chooser_name.setText(self.tr("摄像头"))
        self.chooser.setAccessibleName(self.tr("摄像头"))
        self.view.setAccessibleName(self.tr("摄像头的画面"))
        self._busy.set_text(self.tr("正在打开摄像头…"))
        self._tell()

    # Coming and going

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            # The sheet is painted first: loading what drives cameras takes a moment.
            QTimer.singleShot(0, self, self._begin)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._switch_off()

    def _switch_off(self) -> None:
        self._silence.stop()
        if self._source is not None:
            self._source.stop()

    def _on_session(self) -> None:
        if self._session.locked:
            self.dismiss()

    def _begin(self) -> None:
        if not self.isVisible() or self.state is State.FOUND:
            return
        if self._source is None:
            self._source = self._make_source(self)
            self._source.frame.connect(self._on_frame)
            self._source.failed.connect(self._on_failed)
            self._source.cameras_changed.connect(self._on_cameras)
        self._on_cameras()

    # Cameras

    def _on_cameras(self) -> None:
        """Open the camera chosen last, else the first; one that is on stays on."""
        if self._source is None or not self.isVisible() or self.state is State.FOUND:
            return
        cameras = self._source.cameras()
        self.chooser.set_entries([(camera.id, camera.name) for camera in cameras])
        self._chooser_row.setVisible(len(cameras) > 1)
        there = [camera.id for camera in cameras]
        if self._camera_id in there and self.state is State.LIVE:
            return
        if not there:
            self._on_failed(Trouble.UNPLUGGED if self._camera_id else self._source.why_none())
        else:
            wanted = (self._camera_id, self._memory.camera_id, there[0])
            self._start(next(id_ for id_ in wanted if id_ in there))

    def _start(self, camera_id: str) -> None:
        assert self._source is not None
        self._camera_id = camera_id
        self.chooser.set_value(camera_id)
        self._show(State.STARTING)
        self._silence.start()
        self._source.start(camera_id)

    def _on_chosen(self, camera_id: object) -> None:
        self._memory.camera_id = str(camera_id)
        if self.state is not State.FOUND:
            self._start(str(camera_id))

    def _on_retry(self) -> None:
        if self.state is State.TROUBLE:
            self._begin()

    def _on_silence(self) -> None:
        self._on_failed(Trouble.SILENT)

    def _on_failed(self, trouble: Trouble) -> None:
        if self.state is State.FOUND:
            return
        self._switch_off()
        self._trouble = trouble
        self._show(State.TROUBLE)

    # Frames

    def _on_frame(self, image: QImage) -> None:
        if self.state not in (State.STARTING, State.LIVE):
            return
        if self.state is State.STARTING:
            self.view.mark(())
            self._stranger = False
            self._show(State.LIVE)
        self._silence.start()
        self.view.show_image(image)
        if not self._reading:
            self._reading, self._image = True, image
            self._jobs.run_aside(partial(read_frame, image), done=self._on_read, owner=self)

    def _on_read(self, seen: Seen | None) -> None:
        self._reading = False
        if self.state is not State.LIVE or not self.isVisible():
            return
        self.view.mark(seen.corners if seen else (), "warning" if seen and not seen.known else "good")
        self._stranger = seen is not None and not seen.known
        if seen is not None and seen.known and self._memory.is_fresh(seen.text):
            self._take(seen)
        self._tell()

    def _take(self, seen: Seen) -> None:
        """Hold the picture that was read, so that the frame is seen where the code is."""
        self._code = seen.text
        self.state = State.FOUND
        self._switch_off()
        if self._image is not None:
            self.view.show_image(self._image)
        QTimer.singleShot(SHOWN_MS, self, self._hand_on)

    def scanned(self, code: str) -> None:
        """A scanner, or a picture dropped on the window, was quicker than the camera."""
        self._code = code
        self._hand_on()

    def _hand_on(self) -> None:
        if not self.isVisible():
            return
        self._memory.note(self._code)
        self.dismiss()
        self.found.emit(self._code)

    def _place(self) -> None:
        # One height in every state, as much as the window has beside the words and buttons.
        room = self._host.height() - theme.px(_AROUND)
        self._stack.setFixedHeight(max(theme.px(_LOWEST), min(theme.px(_HEIGHT), room)))
        super()._place()

    # Words

    def _show(self, state: State) -> None:
        self.state = state
        pages = {State.STARTING: 0, State.TROUBLE: 2}
        self._stack.setCurrentIndex(pages.get(state, 1))
        self._tell()

    def _tell(self) -> None:
        trouble = self.state is State.TROUBLE
        self.retry.setVisible(trouble)
        self._empty.set_text(self._trouble_words())
        if trouble:
            self.told.setText(self.tr("也可以用扫码枪，或把券的照片、截图拖进窗口。"))
        elif self.state is State.FOUND:
            self.told.setText(self.tr("扫到了"))
        elif self._stranger and self.state is State.LIVE:
            self.told.setText(self.tr("这个码不是券、闺蜜卡、会员卡，也不是商品条码。"))
        else:
            self.told.setText(self.tr("把券、闺蜜卡或会员卡上的码对着摄像头，离近一点，拿稳。"))
        self.told.set_role(self._role())
        self.rearrange()

    def _role(self) -> Literal["good", "warning", "muted"]:
        if self.state is State.FOUND:
            return "good"
        return "warning" if self._stranger and self.state is State.LIVE else "muted"

    def _trouble_words(self) -> str:
        return {
            Trouble.NO_CAMERA: self.tr("没有找到摄像头。\n插上后会自动打开。"),
            Trouble.NOT_ALLOWED: self.tr(
                "没有使用摄像头的权限。\n请在系统设置里允许本程序使用摄像头，再试一次。"
            ),
            Trouble.IN_USE: self.tr("摄像头打不开，可能别的程序正在用它。\n关掉那个程序，再试一次。"),
            Trouble.UNPLUGGED: self.tr("摄像头拔掉了。\n插回去会自动继续。"),
            Trouble.SILENT: self.tr("摄像头没有画面。\n拔下来再插上，或再试一次。"),
        }[self._trouble]


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
