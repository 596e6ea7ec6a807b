"""What a course's grader.toml says for the challenges that do not say it themselves."""

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from grader.challenge.complaints import Complaints
from grader.challenge.fetching import ImagePattern
from grader.challenge.model import Heading, Limits, Spec
from grader.challenge.yaml_reader import YamlDocument
from grader.errors import UsageError
from grader.fields import Strict
from grader.settings import FILE_NAME, Settings, read_settings


class CourseDefaults(Strict):
    """The keys of grader.toml that stand for those of challenge.yaml."""

    images: Annotated[tuple[ImagePattern, ...], Field(min_length=1)] = Heading.model_fields["images"].default
    limits: Limits = Limits()

    def of(self, spec: Spec) -> dict[str, Any]:
        """The limits and images of a challenge: its own where it has them, key by key."""
        own = {name: getattr(spec.limits, name) for name in spec.limits.model_fields_set}
        images = spec.images if "images" in spec.model_fields_set else self.images
        return {"limits": self.limits.model_copy(update=own), "images": images}

    @property
    def mark(self) -> bytes:
        """What a challenge's digest has of it: nothing where the file says nothing of images.

        The limits are in the circumstances of a result anyway.
        """
        return repr(self.images).encode() if "images" in self.model_fields_set else b""


def course_defaults(course: Path) -> CourseDefaults:
    """What holds for all challenges of the course. Raises UsageError, and SpecError with line and key."""
    settings = read_settings(course)
    _check_installed(settings)
    said = {"images": settings.images, "limits": settings.limits}
    data = {name: value for name, value in said.items() if (name,) in settings.lines}
    try:
        return CourseDefaults.model_validate(data)
    except ValidationError as error:
        complaints = Complaints(course / FILE_NAME, YamlDocument(data, {(): 1, **settings.lines}))
        complaints.add_validation(error, CourseDefaults)
        complaints.raise_if_any()
        raise


def _check_installed(settings: Settings) -> None:
    """UsageError for a package that is not there, before its kind is unknown; a folder tells no name."""
    for package in settings.kinds:
        name = re.match(r"[A-Za-z0-9._-]+", package)
        if name is None or package.startswith("./"):
            continue
        from importlib.metadata import PackageNotFoundError, distribution  # few courses need it

        try:
            distribution(name[0])
        except PackageNotFoundError:
            line, what = settings.lines.get(("kinds",), 1), f"{name[0]} is not installed"
            raise UsageError(f"{FILE_NAME}:{line}: kinds: {what}: pip install {package!r}") from None
