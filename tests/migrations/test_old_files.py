"""The shop file of every past version is opened, migrated and proven by this one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from model.money import yuan
from services import shop
from services.clock import ManualClock
from services.storage import schema, store, verify
from tests.services.test_card_refunds import refund, sheet
from tests.support import DAY_MS, START_MS, People, Till, raw

SAMPLES = sorted(Path(__file__).parent.glob("shop-v*.guimi.gz"))


@pytest.fixture(params=SAMPLES, ids=lambda p: p.name)
def old_file(request: pytest.FixtureRequest, tmp_shop_path: Path) -> Path:
    tmp_shop_path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return tmp_shop_path


def test_there_is_a_sample_of_every_version_before_this() -> None:
    assert [p.name for p in SAMPLES] == [f"shop-v{n}.guimi.gz" for n in range(1, schema.VERSION)]


def test_an_old_file_is_backed_up_migrated_and_proven(old_file: Path) -> None:
    with raw(old_file) as connection:
        before = connection.execute("SELECT * FROM posting ORDER BY txn_id, n").fetchall()
    version = store.read_header(old_file).user_version
    assert before
    assert version < schema.VERSION
    opened = shop.open_shop(old_file, ManualClock(START_MS + DAY_MS))
    try:
        assert not [f for f in opened.jobs.read(verify.prove).result(60) if f.wrong]
    finally:
        opened.close()
    assert store.read_header(old_file).user_version == schema.VERSION
    with raw(old_file) as connection:
        assert connection.execute("SELECT * FROM posting ORDER BY txn_id, n").fetchall() == before
        assert schema.schema_hash(connection) == store.SCHEMA_HASH
    backup = old_file.with_name(f"shop.before-{schema.VERSION}.guimi")
    assert store.read_header(backup).user_version == version


def test_work_goes_on_in_a_migrated_file(old_file: Path) -> None:
    shop.open_shop(old_file, ManualClock(START_MS + DAY_MS)).close()
    with raw(old_file) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM staff ORDER BY role DESC")]
        numbers = connection.execute("SELECT max(number) FROM txn").fetchone()[0]
    till = Till(old_file, People(*ids), START_MS + DAY_MS)
    try:
        till.sell(yuan(68), till.member("陈静", phone="13912345678"))
        till.prove()
        assert till.rows("SELECT max(number) FROM txn") == [(numbers + 1,)]
    finally:
        till.close()


def test_cards_of_an_old_file_are_refunded_with_all_that_was_paid_in(old_file: Path) -> None:
    """Top-ups of before purchases had rows of their own count like any other."""
    shop.open_shop(old_file, ManualClock(START_MS + DAY_MS)).close()
    with raw(old_file) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM staff ORDER BY role DESC")]
    till = Till(old_file, People(*ids), START_MS + DAY_MS)
    try:
        owed = till.rows(
            "SELECT m.id, b.principal FROM member m JOIN member_balance b ON b.member_row = m.row "
            "WHERE b.principal > 0"
        )
        assert owed
        for member_id, principal in owed:
            found = sheet(till, member_id).worksheet
            assert found.paid_in.fen >= found.best.refunded.fen >= principal
            refund(till, member_id)
        till.prove()
    finally:
        till.close()
