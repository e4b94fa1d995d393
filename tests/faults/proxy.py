"""A connection that fails when it is told to, for the Writer to work through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.storage import driver


class FailingConnection:
    """The real connection, except that chosen statements fail before or after they were carried out.

    `plan` maps the beginning of a statement to a function of the real call; it answers or raises.
    """

    def __init__(
        self, real: driver.Connection, plan: dict[str, Callable[[Callable[[], Any], driver.Connection], Any]]
    ) -> None:
        self.real = real
        self.plan = plan

    def execute(self, sql: str, *values: Any) -> Any:
        return self._carry_out(sql, lambda: self.real.execute(sql, *values))

    def executemany(self, sql: str, rows: Any) -> Any:
        return self._carry_out(sql, lambda: self.real.executemany(sql, rows))

    def _carry_out(self, sql: str, call: Callable[[], Any]) -> Any:
        for beginning, act in self.plan.items():
            if sql.startswith(beginning):
                return act(call, self.real)
        return call()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def error(text: str = "disk I/O error") -> driver.OperationalError:
    return driver.OperationalError(text)


def before(call: Callable[[], Any], real: driver.Connection) -> Any:
    """Fails and nothing was done."""
    real.execute("ROLLBACK")
    raise error()


def after(call: Callable[[], Any], real: driver.Connection) -> Any:
    """Done and on disk, but an error comes back."""
    call()
    raise error()


def undecided(call: Callable[[], Any], real: driver.Connection) -> Any:
    """Fails and leaves the transaction open, as a full disk may."""
    raise error()
