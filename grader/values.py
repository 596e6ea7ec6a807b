"""Values: what passes between the parts, as frozen data that is equal where class and fields are.

They are msgspec's structs: no code is compiled to make such a class, so the grader loads sooner.
"""

from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, ValidationError, convert, field, to_builtins
from msgspec.structs import fields, replace

__all__ = ["Value", "field", "fields", "from_data", "replace", "to_data"]

Made = TypeVar("Made", bound="Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """The base of all values; it has no fields of its own. `dict=True` makes room for cached properties."""


def to_data(value: Value) -> dict[str, Any]:
    """Its fields by their names, and so the fields of values within it."""
    data: dict[str, Any] = to_builtins(value)
    return data


def from_data(cls: type[Made], data: object) -> Made:
    """The value of which `to_data` made these fields, also after they were JSON.

    ValueError where they are none: a key without default is missing, or a type is another one.
    """
    try:
        return convert(data, cls)
    except ValidationError as error:
        raise ValueError(f"{cls.__name__}: {error}") from None
