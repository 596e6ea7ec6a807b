"""What an author writes in YAML, as types: strict models, sizes, durations, texts."""

import os
from typing import Annotated, TypeVar

# Before pydantic is loaded: it would look through every installed package for plugins of its own.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from grader.units import DURATION_UNITS, SIZE_UNITS, parse_duration, parse_size

_QUANTITY = r"^\s*[0-9]+(\.[0-9]+)?\s*"

Size = Annotated[
    int,
    BeforeValidator(parse_size),
    WithJsonSchema({"type": "string", "pattern": f"{_QUANTITY}({'|'.join(SIZE_UNITS)})\\s*$"}),
]
"""Bytes, written in YAML as `200MB`."""

Duration = Annotated[
    float,
    BeforeValidator(parse_duration),
    WithJsonSchema({"type": "string", "pattern": f"{_QUANTITY}({'|'.join(DURATION_UNITS)})\\s*$"}),
]
"""Seconds, written in YAML as `30s`."""

Port = Annotated[int, Field(ge=1, le=65535, strict=True)]
"""The number of a TCP port."""

Text = Annotated[str, Field(min_length=1)]

_Item = TypeVar("_Item")
OneOrMore = Annotated[tuple[_Item, ...], Field(min_length=1)]
"""What a list is that may be left out, but not empty: nothing would be expected."""


class Strict(BaseModel):
    """Frozen data that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
