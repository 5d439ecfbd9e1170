"""Whether a value that was read from JSON is built as it should be."""

from collections.abc import Callable, Mapping
from typing import Any

Shape = Any
"""A type, a tuple of shapes of which one must fit, a list of one shape (of any length) or of several (of theirs), or
a dict of shapes by name ("name?" may be missing, `str` stands for any name)."""

Fits = Callable[[Any], bool]

_MOST = 2**63 - 1
"""The greatest number that the project file holds."""


def fitting(shape: Shape) -> Fits:
    """Tells whether a value has a shape. Made once for each shape: every line of a file is held against some.

    There are no floats in the log, and no true that counts as 1.
    """
    kinds = _kinds(shape)
    if kinds is not None:
        return lambda value: type(value) in kinds
    if shape is int:
        return _is_number
    if isinstance(shape, tuple):
        return _any_of([fitting(one) for one in shape])
    if isinstance(shape, list):
        return _list_of([fitting(one) for one in shape])
    if str in shape:
        inner = fitting(shape[str])
        return lambda value: type(value) is dict and all(map(inner, value.values()))
    return _dict_of(shape)


def _kinds(shape: Shape) -> frozenset[type] | None:
    """The types of which a value must be, where nothing else matters; a number has bounds besides."""
    types = shape if isinstance(shape, tuple) else (shape,)
    return frozenset(types) if all(isinstance(one, type) and one is not int for one in types) else None


def _is_number(value: Any) -> bool:
    return type(value) is int and -_MOST <= value <= _MOST


def _any_of(inner: list[Fits]) -> Fits:
    def fits(value: Any) -> bool:
        return any(one(value) for one in inner)

    return fits


def _list_of(inner: list[Fits]) -> Fits:
    (first, *others) = inner
    if not others:
        return lambda value: type(value) is list and all(map(first, value))

    def fits(value: Any) -> bool:
        return (
            type(value) is list
            and len(value) == len(inner)
            and all(one(part) for one, part in zip(inner, value, strict=True))
        )

    return fits


def _dict_of(shape: Mapping[str, Shape]) -> Fits:
    """Plain types are looked at in place: a call for each would be half of the time that checking takes."""
    needed = {name: one for name, one in shape.items() if not name.endswith("?")}
    plain = [(name, kinds) for name, one in needed.items() if (kinds := _kinds(one)) is not None]
    others = [(name, fitting(one)) for name, one in needed.items() if _kinds(one) is None]
    optional = [(name[:-1], fitting(one)) for name, one in shape.items() if name.endswith("?")]

    def fits(value: Any) -> bool:
        if type(value) is not dict or not needed.keys() <= value.keys():
            return False
        for name, kinds in plain:
            if type(value[name]) not in kinds:
                return False
        for name, one in others:
            if not one(value[name]):
                return False
        present = [(name, one) for name, one in optional if name in value]
        return len(value) == len(needed) + len(present) and all(one(value[name]) for name, one in present)

    return fits
