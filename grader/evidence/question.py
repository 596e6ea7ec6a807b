"""A question about a submission, as data."""

from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

Fact = TypeVar("Fact", covariant=True)

Room = Literal["source", "image", "container"]
ROOMS: tuple[Room, ...] = ("source", "image", "container")


@dataclass(frozen=True, slots=True)
class Question(Generic[Fact]):
    """What a criterion wants to know; the bench answers equal questions once.

    `room` says where the answer is found; ROOMS lists the rooms, cheapest first. A question is one of
    SourceQuestion, ImageQuestion and ContainerQuestion. Where it `asks_a_program`, the answer comes
    later than what is read here.
    """

    room: ClassVar[Room]
    asks_a_program: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SourceQuestion(Question[Fact]):
    """Answered by the submission's files: no engine is needed."""

    room: ClassVar[Room] = "source"


@dataclass(frozen=True, slots=True)
class ImageQuestion(Question[Fact]):
    """Answered by what the submission builds."""

    room: ClassVar[Room] = "image"
