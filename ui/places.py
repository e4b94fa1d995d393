"""Where this user's shop files live, and which one was open last."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale

HOME_VARIABLE: Final = "GUIMI_HOME"
"""Names another data folder: for a second user, a stick, the tour and the tests."""


def data_folder() -> Path:
    """Where this user's shop files live (Windows: AppData/Local/Guimi, Linux: ~/.local/share/Guimi)."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    # Whoever names a shop file doesn't wait for it: 2 ms.
    from platformdirs import user_data_path

    return user_data_path("Guimi", appauthor=False)


def _pointer() -> Path:
    return data_folder() / "last-shop.txt"


def last_file() -> Path:
    """The shop file opened last; before there was one, the place of the first."""
    try:
        return Path(_pointer().read_text(encoding="utf-8").strip())
    except OSError:
        return data_folder() / "shop.guimi"


def remember_file(path: Path) -> None:
    """Open this one next time; a place that can't be written only means being asked again."""
    with contextlib.suppress(OSError):
        _pointer().parent.mkdir(parents=True, exist_ok=True)
        _pointer().write_text(str(path.resolve()), encoding="utf-8")


def system_language() -> str:
    """Chinese unless the system clearly speaks something else."""
    return "zh_CN" if QLocale.system().language() in (QLocale.Language.Chinese, QLocale.Language.C) else "en"
