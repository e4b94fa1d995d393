"""The tables of a shop file, as the named migrations that made them.

Money is fen, times are UTC milliseconds, business days are numbers such as 20261121, ids are
16-byte UUIDv7. Facts (the tables of APPEND_ONLY, here, in schema_vouchers and schema_stored) are never
updated or deleted.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from services.storage import driver, schema_stored, schema_vouchers

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID: Final = 0x47_75_4D_69
"""`GuMi` in the file's header."""
VERSION: Final = 3

APPEND_ONLY: Final = {
    "operation": "id = NEW.id OR (counter_id = NEW.counter_id AND seq = NEW.seq)",
    "txn": "id = NEW.id OR (counter_id = NEW.counter_id AND number = NEW.number)",
    "posting": "txn_id = NEW.txn_id AND n = NEW.n",
    "bonus_lot": "id = NEW.id",
    "sale": "txn_id = NEW.txn_id",
    "sale_line": "txn_id = NEW.txn_id AND n = NEW.n",
    "allocation": (
        "txn_id = NEW.txn_id AND line = NEW.line AND account = NEW.account AND lot_id = NEW.lot_id"
    ),
    "tender": "txn_id = NEW.txn_id AND account = NEW.account",
    "top_up": "txn_id = NEW.txn_id",
    "reversal": "txn_id = NEW.txn_id",
    "reversal_line": "txn_id = NEW.txn_id AND line = NEW.line",
    "reversal_part": (
        "txn_id = NEW.txn_id AND line = NEW.line AND account = NEW.account AND lot_id = NEW.lot_id"
    ),
}
"""table → which existing row an insert would replace."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), code TEXT NOT NULL UNIQUE, name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE staff (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), name TEXT NOT NULL, role TEXT NOT NULL,
  active INTEGER NOT NULL, pin_hash TEXT, failures INTEGER NOT NULL DEFAULT 0,
  locked_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, position INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE item (
  id BLOB PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
  category_id BLOB REFERENCES category (id), price INTEGER NOT NULL CHECK (price >= 0),
  cost INTEGER NOT NULL CHECK (cost >= 0), barcode TEXT NOT NULL, earns_points INTEGER NOT NULL,
  discountable INTEGER NOT NULL, position INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX item_barcode ON item (barcode) WHERE barcode <> '';
CREATE TABLE plan (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, pay INTEGER NOT NULL CHECK (pay > 0),
  bonus INTEGER NOT NULL CHECK (bonus >= 0), bonus_days INTEGER CHECK (bonus_days > 0),
  position INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tier (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, rank INTEGER NOT NULL,
  discount_bp INTEGER NOT NULL CHECK (discount_bp BETWEEN 0 AND 10000), active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE source (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, position INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tag (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  counter_id BLOB NOT NULL REFERENCES counter (id), number INTEGER NOT NULL CHECK (number > 0),
  name TEXT NOT NULL, sort_name TEXT NOT NULL, phone TEXT NOT NULL, no_phone_reason TEXT NOT NULL,
  gender TEXT NOT NULL, birth_kind TEXT, birth_year INTEGER, birth_month INTEGER, birth_day INTEGER,
  birth_leap INTEGER, source_id BLOB REFERENCES source (id), referrer_id BLOB REFERENCES member (id),
  tier_id BLOB REFERENCES tier (id), note TEXT NOT NULL, consent_text TEXT NOT NULL,
  consent_ms INTEGER, joined_ms INTEGER NOT NULL, joined_day INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  UNIQUE (counter_id, number), CHECK (referrer_id IS NOT id)
) STRICT;
CREATE UNIQUE INDEX member_phone ON member (phone) WHERE phone <> '';
CREATE INDEX member_sort_name ON member (sort_name);
CREATE INDEX member_joined ON member (joined_ms);
CREATE INDEX member_referrer ON member (referrer_id) WHERE referrer_id IS NOT NULL;
CREATE INDEX member_tier ON member (tier_id);
CREATE INDEX member_source ON member (source_id);
CREATE INDEX member_birth ON member (birth_month, birth_day) WHERE birth_month IS NOT NULL;
CREATE TABLE member_tag (
  member_row INTEGER NOT NULL REFERENCES member (row), tag_id BLOB NOT NULL REFERENCES tag (id),
  PRIMARY KEY (member_row, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_tag_tag ON member_tag (tag_id, member_row);
CREATE TABLE search_term (
  kind INTEGER NOT NULL, term TEXT NOT NULL, member_row INTEGER NOT NULL,
  PRIMARY KEY (kind, term, member_row)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_card (
  id BLOB PRIMARY KEY, member_id BLOB NOT NULL REFERENCES member (id), qr_hash BLOB NOT NULL UNIQUE,
  typed_hash BLOB NOT NULL UNIQUE, issued_ms INTEGER NOT NULL, revoked_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX member_card_member ON member_card (member_id);

CREATE TABLE operation (
  id BLOB PRIMARY KEY CHECK (length(id) = 16), counter_id BLOB NOT NULL REFERENCES counter (id),
  seq INTEGER NOT NULL CHECK (seq > 0), kind TEXT NOT NULL, staff_id BLOB, approved_by BLOB,
  at_ms INTEGER NOT NULL, business_day INTEGER NOT NULL, subject_id BLOB, number TEXT NOT NULL,
  changed TEXT NOT NULL, detail TEXT NOT NULL, chain BLOB NOT NULL CHECK (length(chain) = 32),
  UNIQUE (counter_id, seq)
) STRICT;
CREATE TABLE txn (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  operation_id BLOB NOT NULL UNIQUE REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
  counter_id BLOB NOT NULL REFERENCES counter (id), number INTEGER NOT NULL, kind TEXT NOT NULL,
  member_id BLOB REFERENCES member (id), staff_id BLOB REFERENCES staff (id),
  at_ms INTEGER NOT NULL, business_day INTEGER NOT NULL, amount INTEGER NOT NULL,
  principal_after INTEGER NOT NULL, bonus_after INTEGER NOT NULL, points_after INTEGER NOT NULL,
  UNIQUE (counter_id, number)
) STRICT;
CREATE INDEX txn_member ON txn (member_id, row);
CREATE TABLE posting (
  txn_id BLOB NOT NULL REFERENCES txn (id), n INTEGER NOT NULL, account TEXT NOT NULL,
  member_id BLOB, lot_id BLOB, amount INTEGER NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (txn_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE bonus_lot (
  id BLOB PRIMARY KEY, member_id BLOB NOT NULL REFERENCES member (id),
  txn_id BLOB NOT NULL REFERENCES txn (id), granted INTEGER NOT NULL CHECK (granted > 0),
  granted_day INTEGER NOT NULL, expires_day INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE lot_balance (
  member_id BLOB NOT NULL, lot_id BLOB NOT NULL REFERENCES bonus_lot (id),
  remaining INTEGER NOT NULL CHECK (remaining >= 0), PRIMARY KEY (member_id, lot_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_balance (
  member_row INTEGER PRIMARY KEY REFERENCES member (row),
  principal INTEGER NOT NULL CHECK (principal >= 0), bonus INTEGER NOT NULL CHECK (bonus >= 0),
  points INTEGER NOT NULL, spent INTEGER NOT NULL, topped_up INTEGER NOT NULL,
  visits INTEGER NOT NULL CHECK (visits >= 0), last_visit_day INTEGER NOT NULL
) STRICT;
CREATE INDEX member_balance_visit ON member_balance (last_visit_day);
CREATE INDEX member_balance_stored ON member_balance (principal + bonus);
CREATE TABLE sale (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), list_total INTEGER NOT NULL,
  tier_discount INTEGER NOT NULL, tier_name TEXT NOT NULL, tier_discount_bp INTEGER NOT NULL,
  manual_discount INTEGER NOT NULL, manual_reason TEXT NOT NULL, rounding INTEGER NOT NULL,
  due INTEGER NOT NULL CHECK (due >= 0), stored INTEGER NOT NULL, spending_order TEXT NOT NULL,
  points INTEGER NOT NULL, rating INTEGER CHECK (rating BETWEEN 1 AND 5)
) STRICT, WITHOUT ROWID;
CREATE TABLE sale_line (
  txn_id BLOB NOT NULL REFERENCES sale (txn_id), n INTEGER NOT NULL, item_id BLOB, name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0), unit_price INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL, tier_discount INTEGER NOT NULL, manual_discount INTEGER NOT NULL,
  served_by BLOB REFERENCES staff (id), points INTEGER NOT NULL, PRIMARY KEY (txn_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE allocation (
  txn_id BLOB NOT NULL, line INTEGER NOT NULL, account TEXT NOT NULL, lot_id BLOB NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), PRIMARY KEY (txn_id, line, account, lot_id),
  FOREIGN KEY (txn_id, line) REFERENCES sale_line (txn_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE tender (
  txn_id BLOB NOT NULL REFERENCES txn (id), account TEXT NOT NULL, amount INTEGER NOT NULL,
  received INTEGER NOT NULL, PRIMARY KEY (txn_id, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE top_up (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), plan_id BLOB, plan_name TEXT NOT NULL,
  paid INTEGER NOT NULL CHECK (paid > 0), bonus INTEGER NOT NULL CHECK (bonus >= 0), lot_id BLOB,
  served_before INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reversal (
  txn_id BLOB PRIMARY KEY REFERENCES txn (id), reverses_id BLOB NOT NULL REFERENCES txn (id),
  reason TEXT NOT NULL, approved_by BLOB, amount INTEGER NOT NULL CHECK (amount >= 0),
  whole INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reversal_reverses ON reversal (reverses_id);
CREATE TABLE reversal_line (
  txn_id BLOB NOT NULL REFERENCES reversal (txn_id), line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0), PRIMARY KEY (txn_id, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE reversal_part (
  txn_id BLOB NOT NULL, line INTEGER NOT NULL, account TEXT NOT NULL, lot_id BLOB NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0), PRIMARY KEY (txn_id, line, account, lot_id),
  FOREIGN KEY (txn_id, line) REFERENCES reversal_line (txn_id, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE daily_total (
  business_day INTEGER NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
  amount INTEGER NOT NULL, postings INTEGER NOT NULL, PRIMARY KEY (business_day, kind, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
  id BLOB PRIMARY KEY, bill TEXT NOT NULL, member_id BLOB REFERENCES member (id),
  label TEXT NOT NULL, staff_id BLOB NOT NULL REFERENCES staff (id), at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE saved_view (
  id BLOB PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE print_job (
  id BLOB PRIMARY KEY, kind TEXT NOT NULL, subject_id BLOB NOT NULL, params TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL, error TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX print_job_waiting ON print_job (state, id) WHERE state <> 'printed';
CREATE INDEX print_job_subject ON print_job (subject_id);
"""


def _guards(facts: dict[str, str]) -> str:
    """Triggers that keep facts as they were written (each stops what the others let through)."""
    statements = []
    for table, same in facts.items():
        refuse = f"RAISE (ABORT, 'append only: {table}')"
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT {refuse}; END;",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT {refuse}; END;",
            (
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT {refuse}; END;"
            ),
        ]
    return "\n".join(statements)


def _run(db: Database, script: str) -> None:
    # executescript() commits first; statements one by one stay inside the outer transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if driver.complete(statement):
            db.execute(statement)
            statement = ""
    if statement.strip():
        raise AssertionError(f"unfinished statement: {statement[:80]}")


def migrations() -> Migrations:
    """Every migration in order; a released one is never changed, only followed by another."""
    from sqlite_utils import Migrations

    steps = Migrations("guimi")

    @steps(name="0001_shop")
    def _shop(db: Database) -> None:
        _run(db, _TABLES)
        _run(db, _guards(APPEND_ONLY))

    @steps(name="0002_vouchers")
    def _vouchers(db: Database) -> None:
        _run(db, schema_vouchers.TABLES)
        _run(db, _guards(schema_vouchers.APPEND_ONLY))

    @steps(name="0003_stored")
    def _stored(db: Database) -> None:
        _run(db, schema_stored.TABLES)
        _run(db, _guards(schema_stored.APPEND_ONLY))

    return steps


def schema_hash(connection: driver.Connection) -> str:
    """SHA-256 of all tables, indexes and triggers, without the migration library's own."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()
