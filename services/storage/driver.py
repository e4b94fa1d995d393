"""The one SQLite this program uses: SQLCipher's, which carries a current SQLite, without a key.

Debian 12's and Python 3.11's own SQLite have the WAL-reset corruption bug (fixed in 3.51.3), and
differ from machine to machine. sqlite-utils takes another driver only through the module names
below; without the second one its error handling leaves transactions open.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

from model.errors import EnvironmentProblem

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

OLDEST_SQLITE: Final = (3, 51, 3)

if TYPE_CHECKING:
    # The driver has no type information of its own and the same interface as the standard one.
    from sqlite3 import Connection, DatabaseError, Error, IntegrityError, OperationalError
else:
    Connection = sqlcipher3.dbapi2.Connection
    Error = sqlcipher3.dbapi2.Error
    DatabaseError = sqlcipher3.dbapi2.DatabaseError
    OperationalError = sqlcipher3.dbapi2.OperationalError
    IntegrityError = sqlcipher3.dbapi2.IntegrityError

__all__ = ["Connection", "DatabaseError", "Error", "IntegrityError", "OperationalError", "Row"]

Row = tuple[Any, ...]


def check_version(version: tuple[int, ...] = sqlcipher3.dbapi2.sqlite_version_info) -> None:
    """Refuse an SQLite older than the WAL-reset fix: raises EnvironmentProblem `sqlite.old`."""
    if version < OLDEST_SQLITE:
        raise EnvironmentProblem("sqlite.old", version=".".join(map(str, version)))


def connect(path: str, *, read_only: bool = False, timeout_s: float = 5.0) -> Connection:
    """A bare connection in autocommit mode: transactions are begun by name, never implicitly."""
    check_version()
    mode = "ro" if read_only else "rwc"
    # A URI path of a Windows drive needs the slash in front: file:///C:/shop.guimi
    posix = Path(path).resolve().as_posix()
    uri = f"file:{quote(posix if posix.startswith('/') else '/' + posix)}?mode={mode}"
    connection: Connection = sqlcipher3.dbapi2.connect(
        uri, uri=True, isolation_level=None, timeout=timeout_s, check_same_thread=False, cached_statements=512
    )
    return connection


def complete(statement: str) -> bool:
    """Whether the text is a whole SQL statement (a trigger's inner semicolons don't end it)."""
    return bool(sqlcipher3.dbapi2.complete_statement(statement))
