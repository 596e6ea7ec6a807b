"""Examples of failures that an explanation fits, and of some that look like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.dockerfile import read_dockerfile
from grader.explanation.failure import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A failure, whether it is explained, and words that stand in what is said."""

    log: str
    about: Mapping[str, Any]
    fits: bool
    says: tuple[str, ...] = ()

    @property
    def failure(self) -> Failure:
        """The failure that is described."""
        about = {"moment": "build", **self.about}
        around = Around(
            tuple(about.pop("context", ())), tuple(about.pop("image", ())), tuple(about.pop("ignored", ()))
        )
        text = about.pop("dockerfile", None)
        read = read_dockerfile(text.encode(), "Dockerfile") if text else None
        return Failure(log=self.log, dockerfile=read, around=around, **about)


class Around:
    """Surroundings for an example."""

    def __init__(
        self, context: tuple[str, ...], image: tuple[str, ...], ignored: tuple[str, ...] = ()
    ) -> None:
        self._context, self._image, self._ignored = context, image, ignored

    def context_names(self) -> tuple[str, ...]:
        """What the example says."""
        return self._context

    def ignored(self, path: str) -> bool:
        """What the example says."""
        return path in self._ignored

    def in_image(self, path: str) -> bool:
        """What the example says."""
        return path in self._image


def fits(log: str = "", *says: str, **about: Any) -> Example:
    """One that is explained with these words.

    `about` are fields of Failure (`dockerfile` as text), `context`, the names in the build context,
    `ignored`, those that are kept out of it, and `image`, paths in the image.
    """
    return Example(log=log, about=about, fits=True, says=says)


def fits_not(log: str = "", **about: Any) -> Example:
    """One that it must not explain."""
    return Example(log=log, about=about, fits=False)
