"""The columns of the Members page as this computer's user left them: a small file, never the shop's."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

import platformdirs


def path() -> Path:
    """Where it is kept, in the user's own settings folder."""
    return platformdirs.user_config_path("guimi", appauthor=False) / "member_columns.json"


def load(_read: object) -> dict[str, object]:
    """What was kept; empty when nothing was or it can't be read. Runs off the GUI thread."""
    try:
        kept = json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def store(_read: object, state: dict[str, object]) -> None:
    """Keep it; a folder that can't be written to costs the memory only. Runs off the GUI thread."""
    target = path()
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(state, file)
        Path(draft).replace(target)
