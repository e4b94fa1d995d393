"""PDFs as files: written whole or not at all."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from model.errors import EnvironmentProblem
from services.ids import new_id

_CODES: Final = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EROFS: "disk.readonly",
    errno.EACCES: "disk.readonly",
    errno.EPERM: "disk.readonly",
}


@dataclass(slots=True)
class Draft:
    """A file being written beside its place; it takes the place at the end unless `keep` is false."""

    path: Path
    keep: bool = True


@contextmanager
def replacing(path: Path) -> Iterator[Draft]:
    """Write a file under another name, then put it in its place, replacing what was there.

    EnvironmentProblem `disk.*` leaves the place as it was.
    """
    draft = Draft(path.with_name(f".{new_id().hex()}.partial"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield draft
            if draft.keep:
                draft.path.replace(path)
        finally:
            draft.path.unlink(missing_ok=True)
    except OSError as trouble:
        code = _CODES.get(trouble.errno or 0, "disk.error")
        raise EnvironmentProblem(code, path=str(path), detail=str(trouble)[:200]) from trouble


def save(path: Path, data: bytes) -> Path:
    """Write a file, replacing what was there; EnvironmentProblem `disk.*` leaves it as it was."""
    with replacing(path) as draft:
        draft.path.write_bytes(data)
    return path


def file_name(title: str) -> str:
    """A name for the PDF of a printed piece that every system takes."""
    return (re.sub(r'[\x00-\x1f<>:"/\\|?*.]+', "_", title).strip("_ ")[:80] or "print") + ".pdf"


def free_name(folder: Path, name: str) -> Path:
    """A path in `folder` that isn't taken: `name.pdf`, else `name (2).pdf` and so on."""
    wanted = folder / name
    count = 1
    path = wanted
    while path.exists():
        count += 1
        path = wanted.with_stem(f"{wanted.stem} ({count})")
    return path
