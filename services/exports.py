"""Lists as CSV files that a spreadsheet opens without running anything that is in them.

Source: faults.md, "Text in labels …": a leading formula character, also behind what can't be seen, is quoted.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from model.errors import EnvironmentProblem
from model.money import Money
from model.record import dataclass
from model.text import mask_phone
from model.views import MemberRow
from services import member_list
from services.storage.work import Reader

BLOCK_ROWS: Final = 500
_FORMULA: Final = frozenset("=+-@\t\r\n")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Progress(Protocol):
    """Told about rows written; asked whether to stop."""

    def report(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """`key` is one of MEMBER_VALUES, `heading` the first line's words in the reader's language."""

    key: str
    heading: str


def amount(money: Money) -> str:
    """Yuan with two digits and nothing else, as a spreadsheet adds it up."""
    return money.plain().replace(",", "")


MEMBER_VALUES: Final[dict[str, Callable[[MemberRow], str]]] = {
    "number": lambda m: m.number,
    "name": lambda m: m.name,
    "phone": lambda m: m.phone,
    "tier": lambda m: m.tier,
    "stored": lambda m: amount(m.principal + m.bonus),
    "principal": lambda m: amount(m.principal),
    "bonus": lambda m: amount(m.bonus),
    "points": lambda m: str(m.points),
    "visits": lambda m: str(m.visits),
    "spent": lambda m: amount(m.spent),
    "last_visit": lambda m: m.last_visit.isoformat() if m.last_visit else "",
    "source": lambda m: m.source,
    "tags": lambda m: m.tags,
    "birthday": lambda m: m.birthday.chinese() if m.birthday else "",
    "joined": lambda m: m.joined.isoformat(),
}


def members(
    read: Reader,
    ids: Sequence[int],
    columns: Sequence[ExportColumn],
    target: Path,
    masked: bool,
    progress: Progress,
) -> int:
    """Write these members (local rows, in this order) as UTF-8 CSV with a mark; returns how many.

    The file appears whole or not at all; 0 when cancelled. `masked` hides the middle of phones.
    Raises EnvironmentProblem `disk.readonly`, `disk.full` or `disk.error`.
    """
    with _whole_file(target) as draft:
        written = _write(read, draft.lines, ids, columns, masked, progress)
        draft.keep = not progress.cancelled()
    return written if draft.keep else 0


def table(target: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write any short table the same way; returns how many rows. Raises EnvironmentProblem `disk.*`."""
    with _whole_file(target) as draft:
        draft.lines.writerow([harmless(heading) for heading in headings])
        written = 0
        for row in rows:
            draft.lines.writerow([harmless(cell) for cell in row])
            written += 1
    return written


class _Lines(Protocol):
    def writerow(self, row: Sequence[str], /) -> object: ...


@dataclass(slots=True)
class _Draft:
    """A file under way; it takes its target's place only while `keep`."""

    lines: _Lines
    keep: bool = True


@contextmanager
def _whole_file(target: Path) -> Iterator[_Draft]:
    """A CSV file that appears whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(prefix=".export-", suffix=".csv", dir=target.parent)
        path = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
                draft = _Draft(csv.writer(file))
                yield draft
                file.flush()
                os.fsync(file.fileno())
            if draft.keep:
                path.replace(target)
        finally:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _problem(error, target) from error


def _write(
    read: Reader,
    lines: _Lines,
    ids: Sequence[int],
    columns: Sequence[ExportColumn],
    masked: bool,
    progress: Progress,
) -> int:
    values = [MEMBER_VALUES[column.key] for column in columns]
    phone = [column.key for column in columns].index("phone") if masked and _has_phone(columns) else -1
    lines.writerow([harmless(column.heading) for column in columns])
    written = 0
    for first in range(0, len(ids), BLOCK_ROWS):
        if progress.cancelled():
            break
        for row in member_list.rows(read, ids[first : first + BLOCK_ROWS]):
            cells = [value(row) for value in values]
            if phone >= 0:
                cells[phone] = mask_phone(cells[phone])
            lines.writerow([harmless(cell) for cell in cells])
            written += 1
        progress.report(min(first + BLOCK_ROWS, len(ids)), len(ids))
    return written


def _has_phone(columns: Sequence[ExportColumn]) -> bool:
    return any(column.key == "phone" for column in columns)


def harmless(cell: str) -> str:
    """The cell as a spreadsheet takes it for text: what would start a formula gets an apostrophe."""
    if _NUMBER.fullmatch(cell):
        return cell
    seen = "".join(c for c in cell if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zs"))
    first = unicodedata.normalize("NFKC", seen[:1])
    starts = cell[:1] in _FORMULA or first[:1] in _FORMULA
    return "'" + cell if starts else cell


def _problem(error: OSError, target: Path) -> EnvironmentProblem:
    import errno

    facts = {"path": str(target), "reason": str(error)}
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return EnvironmentProblem("disk.full", **facts)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT):
        return EnvironmentProblem("disk.readonly", **facts)
    return EnvironmentProblem("disk.error", **facts)
