"""`dataclass(frozen=True, slots=True)` whose methods are written when they are first used.

The standard one compiles six methods for every class when it is made, 0.4 ms each class: of the hundreds
of types in the program most are not used before somebody waits for them. To everybody else, type
checkers too, it is the standard one: fields, `replace`, `asdict`, matching, order of arguments, errors.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

__all__ = ("dataclass",)

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """As of the standard library; only what is frozen and slotted, and nothing else, waits."""
        return _waiting if options == _WAITS else dataclasses.dataclass(**options)


_WAITS: Final = {"frozen": True, "slots": True}
_NO_DEFAULT: Final = dataclasses.MISSING


def _waiting(cls: type) -> type:
    """The class with its fields known and each method in place to write itself."""
    if cls.__doc__ is None:
        # The standard library would take 0.1 ms to find the signature for it.
        cls.__doc__ = cls.__name__
    own = frozenset(vars(cls))
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, write in _WRITERS.items():
        if name not in own:
            setattr(made, name, _stand_in(made, name, write))
    for name, method in _SHARED.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _stand_in(cls: type, name: str, write: Callable[[type], Any]) -> Callable[..., Any]:
    def first(self: object, *values: Any, **named: Any) -> Any:
        method = write(cls)
        setattr(cls, name, method)
        return method(self, *values, **named)

    return first


# The methods that each class has of its own


def _init_of(cls: type) -> Any:
    names: dict[str, Any] = {"_missing": _NO_DEFAULT}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        value = field.name
        argument = field.name
        if field.default is not _NO_DEFAULT:
            names[f"_default_{field.name}"] = field.default
            argument += f"=_default_{field.name}"
        elif field.default_factory is not _NO_DEFAULT:
            names[f"_make_{field.name}"] = field.default_factory
            argument += "=_missing"
            value = f"_make_{field.name}() if {field.name} is _missing else {field.name}"
        (named if field.kw_only else plain).append(argument)
        # The slot itself: object.__setattr__ would look it up by its name.
        names[f"_set_{field.name}"] = _slot_of(cls, field.name).__set__
        body.append(f"_set_{field.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ", ".join(["self", *plain, *(["*", *named] if named else [])])
    return _compiled(cls, "__init__", arguments, body or ["pass"], names)


def _slot_of(cls: type, name: str) -> Any:
    return next(vars(base)[name] for base in cls.__mro__ if name in vars(base))


def _eq_of(cls: type) -> Any:
    mine, other = _compared(cls, "self"), _compared(cls, "other")
    body = ["if other.__class__ is self.__class__:", f"    return {mine} == {other}", "return NotImplemented"]
    return _compiled(cls, "__eq__", "self, other", body, {})


def _hash_of(cls: type) -> Any:
    return _compiled(cls, "__hash__", "self", [f"return hash({_compared(cls, 'self')})"], {})


def _compared(cls: type, whose: str) -> str:
    values = [f"{whose}.{field.name}," for field in dataclasses.fields(cls) if field.compare]
    return f"({' '.join(values)})"


def _compiled(cls: type, name: str, arguments: str, body: list[str], names: dict[str, Any]) -> Any:
    made: dict[str, Any] = {}
    lines = "".join(f"    {line}\n" for line in body)
    exec(f"def {name}({arguments}):\n{lines}", names, made)  # noqa: S102
    method = made[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    return method


_WRITERS: Final = {"__init__": _init_of, "__eq__": _eq_of, "__hash__": _hash_of}


# The methods that all classes share


def _repr(self: Any) -> str:
    shown = [field.name for field in dataclasses.fields(self) if field.repr]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _refuse_set(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_SHARED: Final = {
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _state,
    "__setstate__": _take_state,
}
