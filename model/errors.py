"""Three kinds of error: the user's, the environment's, and bugs (which are any other exception)."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can put right: a code from ui/wording.py with the facts to word it.

    `code` is `area.reason` (for example `balance.short`); facts are plain values or Money.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class EnvironmentProblem(Exception):
    """The machine refuses (disk full, file locked, printer away): nothing was acknowledged.

    `code` is one of `disk.full`, `disk.error`, `disk.readonly`, `file.missing`, `file.damaged`,
    `file.foreign`, `file.newer`, `file.older`, `file.exists`, `file.locked` (another program has it open),
    `file.busy` (SQLite had to wait too long), `file.wal_missing`, `sqlite.old`, `printer.away`,
    `printer.unknown`, `save.unknown` (a commit whose outcome could not be learned).
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code
