"""The application around the window: Qt's set-up, languages, and the lock on a shop file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QLockFile, QTranslator
from PySide6.QtWidgets import QApplication

from model.errors import EnvironmentProblem
from ui import theme

LANGUAGES: Final = ("zh_CN", "en")
_TRANSLATIONS: Final = theme.RESOURCES / "translations"

_translators: list[QTranslator] = []


def create(arguments: Sequence[str]) -> QApplication:
    """The one QApplication, in the light theme and in Chinese until the shop's settings are read."""
    QCoreApplication.setApplicationName("Guimi")
    QCoreApplication.setOrganizationName("Guimi")
    # Named as an argument: setStyle() and style() make PySide load all of QStyle, 6 ms at the start.
    return QApplication([*(list(arguments) or ["guimi"]), "-style", "fusion"])


def set_icon(app: QApplication) -> None:
    """Give windows the program's icon; a picture, because what draws SVG costs 1.4 MB at the counter."""
    # Imported when nobody waits any more: the class comes with four kinds of constants, 1 ms.
    from PySide6.QtGui import QIcon

    app.setWindowIcon(QIcon(str(theme.RESOURCES / "icons" / "guimi.png")))


def set_language(code: str) -> None:
    """Speak Chinese (`zh_CN`, the language of the sources) or `en`, at once in every window."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    language = code if code in LANGUAGES else LANGUAGES[0]
    QLocale.setDefault(QLocale(language))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{language}", qt_folder), (f"guimi_{language}", str(_TRANSLATIONS))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _translators.append(translator)


class FileLock:
    """One program per shop file: held from opening to closing, freed by the system if it is killed.

    A lock left by a program that no longer runs is taken over at once (stale time 0: never by age).
    """

    def __init__(self, shop_file: Path) -> None:
        self._file = shop_file
        self._lock = QLockFile(str(shop_file) + ".lock")
        self._lock.setStaleLockTime(0)

    def take(self) -> None:
        """Take the lock or raise EnvironmentProblem: `file.locked` (path, pid, host), `disk.readonly`."""
        if self._lock.tryLock(0):
            return
        if self._lock.error() == QLockFile.LockError.PermissionError:
            raise EnvironmentProblem("disk.readonly", path=str(self._file))
        pid, host, program = self._lock.getLockInfo()
        raise EnvironmentProblem("file.locked", path=str(self._file), pid=pid, host=host, program=program)

    def release(self) -> None:
        """Let the next program have the file."""
        self._lock.unlock()
