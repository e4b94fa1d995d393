"""Records behave as the frozen slotted dataclasses of the standard library, and everything uses them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest

from model import record

ROOT = Path(__file__).resolve().parents[2]


class Point:
    """What both decorators are put on."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="", repr=False)
    key: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError(self.x)


Maker = Callable[..., Any]


def made_by(decorator: Callable[..., Callable[[type], type]]) -> Maker:
    body = {name: value for name, value in vars(Point).items() if name not in ("__dict__", "__weakref__")}
    return decorator(frozen=True, slots=True)(type("Point", (), body))


@pytest.fixture(params=[record.dataclass, dataclasses.dataclass], ids=["record", "standard"])
def make(request: pytest.FixtureRequest) -> Maker:
    return made_by(request.param)


def test_arguments_defaults_and_order(make: Maker) -> None:
    point = make(1, 5, key=7)
    assert (point.x, point.y, point.tags, point.secret, point.key) == (1, 5, [], "", 7)
    assert make(1).y == 2
    assert make(1).tags is not make(1).tags
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'x'"):
        make()
    with pytest.raises(TypeError, match=r"takes from 2 to 5 positional arguments"):
        make(1, 2, [], "", 4)


def test_after_making_is_looked_at(make: Maker) -> None:
    with pytest.raises(ValueError, match="-1"):
        make(-1)


def test_equal_and_hash_by_what_is_compared(make: Maker) -> None:
    assert make(1, tags=["a"]) == make(1, tags=["b"])
    assert make(1) != make(2)
    assert make(1) != (1, 2)
    assert hash(make(1, tags=["a"])) == hash(make(1)) == hash((1, 2, "", 0))


def test_nothing_can_be_changed(make: Maker) -> None:
    point = make(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        point.other = 1
    assert not hasattr(point, "__dict__")


def test_said_without_secrets(make: Maker) -> None:
    assert repr(make(1, secret="1234")) == "Point(x=1, y=2, tags=[], key=0)"


def test_known_to_the_tools_of_dataclasses(make: Maker) -> None:
    point = make(1)
    assert [one.name for one in dataclasses.fields(point)] == ["x", "y", "tags", "secret", "key"]
    assert dataclasses.replace(point, x=3).x == 3
    assert dataclasses.asdict(point)["y"] == 2
    assert make.__match_args__ == ("x", "y", "tags", "secret")  # type: ignore[attr-defined]
    assert copy.copy(point) == point


def test_each_class_writes_its_own_methods() -> None:
    @record.dataclass(frozen=True, slots=True)
    class Base:
        a: int

    @record.dataclass(frozen=True, slots=True)
    class More(Base):
        b: int = 2

    # The one made first must not leave its methods to the other, whichever is used first.
    assert More(1) == More(1, 2)
    assert Base(1) == Base(1)
    assert More(1) != Base(1)
    assert (More(1, 3).b, repr(Base(4))) == (3, f"{Base.__qualname__}(a=4)")


@record.dataclass(frozen=True, slots=True)
class Kept:
    """At the top of a module, where pickle finds it."""

    a: int
    b: str = ""


def test_goes_to_another_process_and_back() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, "x"))) == Kept(1, "x")  # noqa: S301


def test_methods_of_the_class_stay() -> None:
    @record.dataclass(frozen=True, slots=True)
    class Quiet:
        a: int

        def __repr__(self) -> str:
            return "quiet"

    assert repr(Quiet(1)) == "quiet"


def test_everything_in_the_program_uses_them() -> None:
    """The making of classes is a good part of a start; and a class can't inherit from the other kind."""
    other = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    frozen = re.compile(r"^@dataclass\(frozen=True, slots=True\)", re.MULTILINE)
    found = [
        file.relative_to(ROOT).as_posix()
        for room in ("model", "services", "ui")
        for file in (ROOT / room).rglob("*.py")
        if other.search(text := file.read_text(encoding="utf-8")) and frozen.search(text)
    ]
    assert found == [], "write: from model.record import dataclass"
