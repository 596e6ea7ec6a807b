"""A question about a submission, as data."""

from typing import ClassVar, Generic, Literal, TypeVar

from grader.values import Value

Fact = TypeVar("Fact", covariant=True)

Room = Literal["source", "image", "container"]
ROOMS: tuple[Room, ...] = ("source", "image", "container")


class Question(Value, Generic[Fact]):
    """What a criterion wants to know; the bench answers equal questions once.

    `room` says where the answer is found; ROOMS lists the rooms, cheapest first. A question is one of
    SourceQuestion, ImageQuestion and ContainerQuestion. Where it `asks_a_program`, the answer comes
    later than what is read here.
    """

    room: ClassVar[Room]
    asks_a_program: ClassVar[bool] = False


class SourceQuestion(Question[Fact]):
    """Answered by the submission's files: no engine is needed."""

    room: ClassVar[Room] = "source"


class ImageQuestion(Question[Fact]):
    """Answered by what the submission builds."""

    room: ClassVar[Room] = "image"
