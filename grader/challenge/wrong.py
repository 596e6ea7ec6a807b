"""A wrong variant: the solution with changes, and the criterion that they break."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.fields import Strict, Text

DOCKERFILE = "Dockerfile"


def _below(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"must be a path below the submission's folder, got {path!r}")
    return path


Path = Annotated[str, Field(min_length=1), AfterValidator(_below)]
"""A path below the submission's folder, with `/` between names."""


class NewBase(Strict):
    """Another image in a stage's FROM."""

    stage: Annotated[str | int | None, Field(description="Name or index; the last stage by default.")] = None
    image: Annotated[Text, Field(description="The image that the stage starts from instead.")]


class Replacement(Strict):
    """Another text in a file; it must be there."""

    text: Annotated[Text, Field(description="What is there, exactly.")]
    by: Annotated[str, Field(description="What takes its place.")]
    file: Annotated[Path, Field(description="The file; the Dockerfile by default.")] = DOCKERFILE


class WrittenFile(Strict):
    """A file with a new content."""

    path: Annotated[Path, Field(description="Where it is written.")]
    text: Annotated[str, Field(description="Its whole content.")]


class Change(Strict):
    """One change to the solution: exactly one of its keys."""

    base: Annotated[NewBase | None, Field(description="Swap the base image of a stage.")] = None
    drop_stage: Annotated[str | int | None, Field(description="Leave out a stage, by name or index.")] = None
    remove: Annotated[
        Text | None, Field(description="Leave out the last stage's instructions of this keyword.")
    ] = None
    append: Annotated[Text | None, Field(description="Add lines at the end of the Dockerfile.")] = None
    replace: Annotated[Replacement | None, Field(description="Replace a text.")] = None
    write: Annotated[WrittenFile | None, Field(description="Write a file.")] = None
    delete: Annotated[Path | None, Field(description="Delete a file.")] = None

    @model_validator(mode="after")
    def _one_key(self) -> "Change":
        if len(self.model_fields_set) != 1:
            raise ValueError(f"needs exactly one of {', '.join(type(self).model_fields)}")
        return self

    @property
    def file(self) -> str:
        """The file that is changed, by its path below the submission's folder."""
        if self.replace is not None:
            return self.replace.file
        return self.delete or (self.write.path if self.write else DOCKERFILE)


class Wrong(Strict):
    """A submission that must fail, made from the solution."""

    breaks: Annotated[Text, Field(description="The criterion that must be unmet.")]
    also: Annotated[
        tuple[Text, ...], Field(min_length=1, description="Other criteria that must not be met then, either.")
    ] = ()
    start: Annotated[Literal["solution", "starter"], Field(alias="from", description="What is changed.")] = (
        "solution"
    )
    changes: Annotated[tuple[Change, ...], Field(min_length=1, description="What is changed, in turn.")]


class WrongFile(Strict):
    """The form of wrong.yaml, which stands beside challenge.yaml."""

    wrong: Annotated[
        tuple[Wrong, ...],
        Field(min_length=1, description="Wrong variants: each criterion must be broken by one of them."),
    ]
