"""The notice that the shop file is older than this computer remembers, and the way to go by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from model.shop import Role
from ui.places import data_folder
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from services.anchors import OlderFile

BANNER: Final = "seal"


class SealNotice(QObject):
    """Looks when asked: at the start, and after every close."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        window.banners.acted.connect(self._on_acted)

    def look(self) -> None:
        """Compare the file's last seal with the one remembered."""
        from services import anchors

        self._context.jobs.read_latest("seal", anchors.look, data_folder(), done=self._on_looked, owner=self)

    def _on_looked(self, found: OlderFile | None) -> None:
        if found is None:
            self._window.banners.remove(BANNER)
            return
        if found.found < found.remembered:
            text = self.tr(
                "这台电脑见过第 {remembered} 次日结，这个文件里没有（现在到第 {found} 次）：它可能是旧备份。"
            )
        else:
            text = self.tr(
                "这台电脑见过的第 {remembered} 次日结，和这个文件里的不一样：它可能是旧备份，后来又接着用过。"
            )
        text = text.format(found=found.found, remembered=found.remembered)
        self._window.banners.put(BANNER, text, "warning", [("right", self.tr("就用这个文件…"))])

    def _on_acted(self, banner: str, action: str) -> None:
        if banner == BANNER and action == "right":
            self._context.approve(Role.MANAGER, self._on_approved, self.tr("就用这个文件"))

    def _on_approved(self, approver: object) -> None:
        from services import anchors

        if isinstance(approver, bytes):
            self._context.jobs.read(anchors.accept, data_folder(), done=self._on_accepted, owner=self)

    def _on_accepted(self, _: object) -> None:
        self.look()
