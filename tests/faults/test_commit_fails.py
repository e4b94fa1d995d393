"""COMMIT reports an error: durable or not, the command is in the books once (faults.md rows 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from model.errors import EnvironmentProblem
from model.money import yuan
from model.shop import Policy
from services import sales
from services.storage import store
from tests.faults import proxy
from tests.faults.proxy import FailingConnection
from tests.support import Till, content_hash

pytestmark = pytest.mark.faults


def break_commit(till: Till, act: Callable[..., Any], **more: Callable[..., Any]) -> FailingConnection:
    failing = FailingConnection(till.shop.writer.connection, {"COMMIT": act, **more})
    till.shop.writer._conn = failing  # type: ignore[assignment]
    return failing


def count(till: Till) -> int:
    return int(till.rows("SELECT count(*) FROM txn")[0][0])


@pytest.mark.parametrize("act", [proxy.before, proxy.after, proxy.undecided])
def test_the_sale_is_booked_once_whatever_commit_says(till: Till, act: Callable[..., Any]) -> None:
    break_commit(till, act)
    command = till.sale_of(yuan(68))
    done = till.do(sales.execute, command)
    assert count(till) == 1
    assert till.do(sales.execute, command) == done
    assert count(till) == 1
    till.prove()


def test_settings_that_landed_hold_from_then_on(till: Till) -> None:
    break_commit(till, proxy.after)
    till.policy(Policy(points_per_yuan=7))
    assert till.ask(lambda read: read.settings.policy.points_per_yuan) == 7
    member_id = till.member()
    till.sell(yuan(10), member_id)
    assert till.wallet(member_id).points == 70


def test_a_rollback_that_fails_too_hides_nothing(till: Till) -> None:
    break_commit(till, proxy.undecided, ROLLBACK=proxy.undecided)
    till.do(sales.execute, till.sale_of(yuan(68)))
    assert count(till) == 1
    till.prove()


def test_a_disk_that_is_gone_says_unknown_and_sales_go_on_when_it_is_back(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sale is durable, but neither COMMIT nor the look for it answers: unknown, then found by its id."""
    break_commit(till, proxy.after)
    command = till.sale_of(yuan(68))
    with monkeypatch.context() as away:
        away.setattr(store, "open_writer", _away)
        with pytest.raises(EnvironmentProblem) as caught:
            till.do(sales.execute, command)
        assert caught.value.code == "save.unknown"
        with pytest.raises(EnvironmentProblem) as again:
            till.do(sales.execute, till.sale_of(yuan(5)))
        assert again.value.code == "disk.error"
    assert till.do(sales.execute, command).txn is not None
    assert count(till) == 1
    till.sell(yuan(5))
    assert count(till) == 2
    till.prove()


def _away(*_args: object, **_kwargs: object) -> None:
    raise EnvironmentProblem("disk.error", reason="gone")


def test_commit_that_keeps_failing_is_an_environment_problem_and_changes_nothing(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_hash(till.path)
    real = store.open_writer

    def reopened(*args: Any, **kwargs: Any) -> Any:
        return FailingConnection(real(*args, **kwargs), {"COMMIT": proxy.before})

    with monkeypatch.context() as broken:
        broken.setattr(store, "open_writer", reopened)
        break_commit(till, proxy.before)
        with pytest.raises(EnvironmentProblem) as caught:
            till.sell(yuan(68))
        assert caught.value.code == "disk.error"
    assert content_hash(till.path) == before


@pytest.mark.parametrize(
    "beginning", ["BEGIN", "INSERT INTO txn", "INSERT INTO sale ", "INSERT INTO operation", "SELECT h.seq"]
)
def test_an_error_at_any_statement_refuses_the_sale_and_the_next_goes_through(
    till: Till, beginning: str
) -> None:
    before = content_hash(till.path)
    failing = break_commit(till, lambda call, _real: call())
    failing.plan = {beginning: proxy.undecided}
    command = till.sale_of(yuan(68))
    with pytest.raises(EnvironmentProblem) as caught:
        till.do(sales.execute, command)
    assert caught.value.code == "disk.error"
    assert content_hash(till.path) == before
    failing.plan = {}
    till.do(sales.execute, command)
    assert count(till) == 1
    till.prove()
