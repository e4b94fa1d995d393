"""The example shop: the same from the same seed, its books proven, as the services would write them."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId
from model.members_filter import MemberFilter
from model.shop import PrinterKind, Role
from services import member_list, search, staff
from services.clock import ManualClock, from_day_number
from services.demo import founding
from services.demo.build import build
from services.demo.catalog import EXAMPLE
from services.ids import IdMaker, new_id
from services.shop import ShopSeat, open_shop
from services.storage import driver, schema, store, verify
from services.storage.work import Reader, Writer
from tests.effort import often
from tests.services.replay import Replay

MEMBERS, YEARS, SEED = 300, 2.0, 7
END = datetime(2026, 11, 21, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
END_MS = int(END.timestamp() * 1000)


def make(path: Path, **changed: object) -> Path:
    wanted: dict[str, object] = {"members": MEMBERS, "years": YEARS, "seed": SEED, "end_ms": END_MS}
    build(path, progress=lambda done, whole: None, **(wanted | changed))  # type: ignore[arg-type]
    return path


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("example") / "示例 店.guimi")


@pytest.fixture
def conn(example: Path) -> Iterator[driver.Connection]:
    connection = driver.connect(str(example), read_only=True)
    yield connection
    connection.close()


def copied(example: Path, folder: Path) -> Path:
    """One to open and write into."""
    return Path(shutil.copy(example, folder / "copy.guimi"))


def one(conn: driver.Connection, sql: str) -> int:
    return int(conn.execute(sql).fetchone()[0])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_seed_makes_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    once, again = (make(tmp_path / name, members=often(60, MEMBERS)) for name in ("a.guimi", "b.guimi"))
    assert digest(once) == digest(again)


def test_another_seed_makes_another_shop(example: Path, tmp_path: Path) -> None:
    made = make(tmp_path / "other.guimi", members=40, seed=SEED + 1)
    other = driver.connect(str(made), read_only=True)
    same = driver.connect(str(example), read_only=True)
    names = "SELECT name, phone FROM member ORDER BY row LIMIT 20"
    assert other.execute(names).fetchall() != same.execute(names).fetchall()
    other.close()
    same.close()


def test_every_proof_of_the_books_holds(example: Path, tmp_path: Path) -> None:
    shop = open_shop(copied(example, tmp_path))
    try:
        findings = shop.jobs.read(verify.prove).result()
    finally:
        shop.close()
    assert [f for f in findings if f.wrong] == []
    assert [f.name for f in findings if not f.counted] == []


def test_it_is_an_ordinary_closed_shop_file_without_anything_beside_it(tmp_path: Path) -> None:
    path = make(tmp_path / "shop.guimi", members=20, years=0.1)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes()[18:20] == b"\x02\x02", "not in WAL mode"
    assert store.check_ours(path).user_version == schema.VERSION
    connection = driver.connect(str(path), read_only=True)
    assert connection.execute("SELECT value FROM meta WHERE key = 'session'").fetchone()[0] == "closed"
    connection.close()


def test_the_real_services_would_have_written_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written in bulk carried out again with its ids and at its instants: all tables agree."""
    conn = driver.connect(str(make(tmp_path / "bulk.guimi", served_visits=0)), read_only=True)
    assert one(conn, "SELECT count(*) FROM tier_event") > 0
    assert one(conn, "SELECT count(*) FROM purchase") > 0
    monkeypatch.setattr(staff, "_matches", lambda pin_hash, pin: True)
    clock, rng = ManualClock(one(conn, "SELECT min(at_ms) FROM operation")), Random(f"shop {SEED}")
    path = tmp_path / "replayed.guimi"
    founded = founding.found(path, clock, IdMaker(clock.now_ms, rng.randbytes), rng)
    connection = store.open_writer(path)
    seat = ShopSeat(clock, founded.counter_id, founding.COUNTER_CODE, founded.settings)
    made: list[bytes] = []
    writer = Writer(path, connection, seat, lambda: made.pop(0))  # type: ignore[arg-type]
    for at_ms, (use_case, command, ids) in Replay(conn, Reader(connection, seat)).commands():
        clock.set(at_ms)
        made += ids
        writer.transact(use_case, command)
        assert made == []
    store.close_writer(connection)
    assert all_rows(path) == all_rows_of(conn)
    conn.close()


def test_old_history_in_bulk_and_the_newest_through_the_services_are_one_shop(tmp_path: Path) -> None:
    path = make(tmp_path / "both.guimi", members=120, served_visits=250)
    connection = driver.connect(str(path), read_only=True)
    assert one(connection, "SELECT count(*) FROM txn WHERE kind = 'claim'") > 0
    begun = one(connection, "SELECT min(business_day) FROM day_close")
    assert one(connection, f"SELECT count(*) FROM txn WHERE business_day < {begun}") > 300
    connection.close()
    shop = open_shop(path)
    try:
        assert [f for f in shop.jobs.read(verify.prove).result() if f.wrong] == []
    finally:
        shop.close()


def all_rows(path: Path) -> dict[str, list[driver.Row]]:
    connection = driver.connect(str(path), read_only=True)
    try:
        return all_rows_of(connection)
    finally:
        connection.close()


def all_rows_of(conn: driver.Connection) -> dict[str, list[driver.Row]]:
    found = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = [name for (name,) in found if not name.startswith(("_sqlite", "sqlite_"))]
    assert len(tables) > 25
    return {table: sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}


# How believable it is.


def test_as_many_members_as_were_asked_for_all_within_the_years(conn: driver.Connection) -> None:
    assert one(conn, "SELECT count(*) FROM member") == MEMBERS
    assert one(conn, "SELECT max(number) FROM member") == MEMBERS
    first = from_day_number(one(conn, "SELECT min(business_day) FROM txn"))
    assert 700 < (END.date() - first).days <= 731
    assert one(conn, "SELECT max(at_ms) FROM operation") <= END_MS
    assert one(conn, "SELECT max(at_ms) FROM txn") > END_MS - 8 * 3_600_000, "nobody came today"


def test_counts_are_those_of_a_real_salon(conn: driver.Connection) -> None:
    """Visits a member 4–10 in two years; a top-up for every 3–12 sales; reversals of them below 3 %."""
    sales_count = one(conn, "SELECT count(*) FROM txn WHERE kind = 'sale'")
    top_ups = one(conn, "SELECT count(*) FROM txn WHERE kind = 'top_up'")
    undone = one(
        conn,
        "SELECT count(*) FROM reversal r JOIN txn o ON o.id = r.reverses_id "
        "WHERE o.kind IN ('sale', 'top_up')",
    )
    assert 4 < sales_count / MEMBERS < 10
    assert 3 < sales_count / top_ups < 12
    assert 0 < undone < 0.03 * (sales_count + top_ups)
    stored = one(conn, "SELECT count(*) FROM sale WHERE stored > 0")
    assert 0.3 < stored / sales_count < 0.7
    mixed = one(conn, "SELECT count(*) FROM sale WHERE stored BETWEEN 1 AND due - 1")
    assert 0.02 < mixed / sales_count < 0.15
    walk_ins = one(conn, "SELECT count(*) FROM txn WHERE member_id IS NULL AND kind = 'sale'")
    assert 0.05 < walk_ins / sales_count < 0.2


def test_nothing_of_the_counter_is_missing(conn: driver.Connection) -> None:
    kinds = {kind for (kind,) in conn.execute("SELECT DISTINCT kind FROM operation")}
    assert kinds >= {"sign_in", "approve", "sign_up", "top_up", "sale", "reversal", "claim", "pack_sale"}
    assert kinds >= {"pack_use", "pack_refund", "points", "expiry", "card_refund", "transfer", "cash"}
    assert kinds >= {"day_close", "merge_members", "unmerge_members", "give_honor", "end_honor"}
    assert kinds >= {"tier_up", "tier_down", "tier_by_hand", "pack_extended", "withdraw_card_refund"}
    assert kinds >= {"issue_vouchers", "void_voucher", "extend_voucher", "reward", "gift_stock"}
    assert one(conn, "SELECT count(*) FROM sale_points") > 0
    assert one(conn, "SELECT count(*) FROM voucher WHERE state = 'redeemed' AND member_id IS NULL") > 0
    assert one(conn, "SELECT count(*) FROM friend_card WHERE state = 'used'") > 0
    assert one(conn, "SELECT count(*) FROM day_close") > 500
    assert one(conn, "SELECT count(*) FROM instalment WHERE state = 'claimed'") > 50
    # Some months are missed: their day is over and nobody came.
    lapsed = "SELECT count(*) FROM instalment WHERE state = 'pending' AND last_day < 20261121"
    assert one(conn, lapsed) > 0
    assert one(conn, "SELECT count(DISTINCT account) FROM tender") == 4
    assert one(conn, "SELECT count(DISTINCT served_by) FROM sale_line") == 4
    assert one(conn, "SELECT count(DISTINCT rating) FROM sale WHERE rating IS NOT NULL") >= 4
    assert one(conn, "SELECT count(*) FROM tender WHERE received > amount") > 0
    assert one(conn, "SELECT count(*) FROM sale WHERE manual_discount > 0") > 0
    assert one(conn, "SELECT count(*) FROM sale WHERE tier_discount > 0") > 0
    assert one(conn, "SELECT count(*) FROM sale WHERE rounding > 0") > 0
    assert one(conn, "SELECT count(*) FROM bonus_lot WHERE expires_day IS NOT NULL") > 0
    assert one(conn, "SELECT count(*) FROM reversal WHERE whole = 0") > 0
    assert one(conn, "SELECT count(*) FROM member WHERE referrer_id IS NOT NULL") > 0
    assert one(conn, "SELECT count(*) FROM member_tag") > 0
    assert one(conn, "SELECT count(*) FROM member WHERE phone = '' AND no_phone_reason <> ''") > 0
    assert one(conn, "SELECT count(*) FROM print_job") == 0


def test_tiers_are_a_pyramid_and_follow_what_was_spent(conn: driver.Connection) -> None:
    counted: Counter[str] = Counter(
        dict(conn.execute("SELECT t.name, count(*) FROM member m JOIN tier t ON t.id = m.tier_id GROUP BY 1"))
    )
    names = [tier.name for tier in EXAMPLE.tiers]
    assert counted[names[0]] > counted[names[1]] > counted[names[2]] > 0
    richest = (
        "SELECT t.rank FROM member m JOIN tier t ON t.id = m.tier_id "
        "JOIN member_balance b ON b.member_row = m.row ORDER BY b.spent DESC LIMIT 1"
    )
    assert one(conn, richest) >= 2


def test_it_says_that_it_is_an_example_and_prints_nowhere(example: Path, tmp_path: Path) -> None:
    shop = open_shop(copied(example, tmp_path))
    try:
        settings = shop.seat.settings
        assert "示例" in settings.profile.name
        assert settings.printer.kind is PrinterKind.NONE
        people = shop.jobs.read(staff.people).result()
        assert Counter(p.role for p in people) == {Role.CASHIER: 3, Role.MANAGER: 1, Role.OWNER: 1}
        for person in people:
            pin = founding.PINS[person.role]
            done = shop.jobs.write(staff.sign_in, staff.SignIn(CommandId(new_id()), person.id, pin)).result()
            assert staff.outcome(done) == person.id
        assert shop.jobs.read(search.find, "").result().hits
        merged = one(shop.writer.connection, "SELECT count(*) FROM member WHERE merged_into IS NOT NULL")
        assert len(shop.jobs.read(member_list.ids, MemberFilter()).result()) == MEMBERS - merged
    finally:
        shop.close()


def test_before_the_shop_opens_the_history_ends_the_evening_before(tmp_path: Path) -> None:
    early = END.replace(hour=9, minute=10)
    path = make(tmp_path / "early.guimi", members=60, years=0.2, end_ms=int(early.timestamp() * 1000))
    connection = driver.connect(str(path), read_only=True)
    assert one(connection, "SELECT max(business_day) FROM txn") == 20261120
    assert one(connection, "SELECT count(*) FROM member") == 60
    connection.close()


def test_visits_can_be_bounded(tmp_path: Path) -> None:
    path = make(tmp_path / "few.guimi", visits_per_member=1, served_visits=0)
    connection = driver.connect(str(path), read_only=True)
    assert one(connection, "SELECT max(visits) FROM member_balance") == 1
    assert one(connection, "SELECT count(*) FROM member") == MEMBERS
    connection.close()


# No half file.


@pytest.mark.parametrize("after", [0, 1, 30, 60])
def test_a_build_called_off_leaves_nothing(tmp_path: Path, after: int) -> None:
    looks = iter(range(10_000))
    with pytest.raises(UserError, match=r"demo\.cancelled"):
        make(tmp_path / "off.guimi", cancelled=lambda: next(looks) >= after)
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(done: int, whole: int) -> None:
        if done > whole // 2:
            raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        build(tmp_path / "off.guimi", members=50, years=1, seed=1, progress=fail, end_ms=END_MS)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.guimi"
    path.write_bytes(b"mine")
    with pytest.raises(EnvironmentProblem, match=r"file\.exists"):
        make(path)
    assert path.read_bytes() == b"mine"


def test_what_an_earlier_build_left_behind_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "shop.guimi.building").write_bytes(b"half")
    make(tmp_path / "shop.guimi", members=20, years=0.1)
    assert [p.name for p in tmp_path.iterdir()] == ["shop.guimi"]


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def see(done: int, whole: int) -> None:
        seen.append((done, whole))

    build(tmp_path / "a.guimi", members=50, years=0.5, seed=1, progress=see, end_ms=END_MS)
    assert seen == sorted(seen)
    assert len({whole for _, whole in seen}) == 1
    assert seen[-1][0] == seen[-1][1]
