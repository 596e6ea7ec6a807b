"""A question about a submission, as data."""

from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

Fact = TypeVar("Fact", covariant=True)

Room = Literal["source", "image", "container"]
ROOMS: tuple[Room, ...] = ("source", "image", "container")


@dataclass(frozen=True, slots=True)
class Question(Generic[Fact]):
    """What a criterion wants to know; the bench answers equal questions once.

    `room` says where the answer is found, cheapest first: `source` needs no engine,
    `image` needs a build, `container` needs a running container.
    """

    room: ClassVar[Room] = "source"
