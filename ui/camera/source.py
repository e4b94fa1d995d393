"""Where pictures come from: a camera, or what stands in for one."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from model.record import dataclass


class Trouble(Enum):
    """Why there is no picture."""

    NO_CAMERA = auto()
    NOT_ALLOWED = auto()
    IN_USE = auto()
    """It can't be opened; most often because another program has it."""
    UNPLUGGED = auto()
    SILENT = auto()
    """It is open and sends nothing."""


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera of this machine: the system's id for it, and its name."""

    id: str
    name: str


class FrameSource(QObject):
    """`frame(QImage)` while started, `failed(Trouble)`, `cameras_changed()` when one comes or goes."""

    frame = Signal(object)
    failed = Signal(object)
    cameras_changed = Signal()

    def cameras(self) -> tuple[Camera, ...]:
        """The cameras there are now, the system's favourite first."""
        return ()

    def why_none(self) -> Trouble:
        """What to say while `cameras()` is empty."""
        return Trouble.NO_CAMERA

    def start(self, camera_id: str) -> None:
        """Switch a camera on; one that was on is switched off."""

    def stop(self) -> None:
        """Switch the camera off; nothing comes afterwards."""


def open_source(parent: QObject) -> FrameSource:
    """The cameras of this machine; none where Qt's multimedia can't be loaded."""
    try:
        # Loaded only now: it costs 20 MB and the time of a few pictures.
        from ui.camera.device import DeviceSource
    except ImportError:
        return FrameSource(parent)
    return DeviceSource(parent)
