"""Examples of failures that an explanation fits, and of some that look like it."""

from collections.abc import Mapping
from typing import Any

from grader.dockerfile import read_dockerfile
from grader.evidence.shell_texts import ShellText
from grader.explanation.failure import Failure
from grader.values import Value


class Example(Value, kw_only=True):
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
            context=tuple(about.pop("context", ())),
            image=tuple(about.pop("image", ())),
            kept_out=tuple(about.pop("ignored", ())),
            scripts=about.pop("scripts", {}),
            stages=about.pop("stages", {}),
        )
        text = about.pop("dockerfile", None)
        read = read_dockerfile(text.encode(), "Dockerfile") if text else None
        return Failure(log=self.log, dockerfile=read, around=around, **about)


class Around(Value):
    """Surroundings for an example, as it says."""

    context: tuple[str, ...]
    image: tuple[str, ...]
    kept_out: tuple[str, ...]
    scripts: Mapping[str, str]
    stages: Mapping[str, tuple[str, ...]]

    def context_names(self) -> tuple[str, ...]:
        """What the example says."""
        return self.context

    def ignored(self, path: str) -> bool:
        """What the example says."""
        return path in self.kept_out

    def in_image(self, path: str) -> bool:
        """What the example says."""
        return path in self.image

    def script(self, name: str) -> ShellText | None:
        """What the example says."""
        return ShellText(self.scripts[name], name, 1) if name in self.scripts else None

    def in_stage(self, stage: str, folder: str) -> tuple[str, ...]:
        """What the example says."""
        return self.stages.get(f"{stage}:{folder}", ())


def fits(log: str = "", *says: str, **about: Any) -> Example:
    """One that is explained with these words.

    `about` are fields of Failure (`dockerfile` as text), `context`, the names in the build context,
    `ignored`, those that are kept out of it, `image`, paths in the image, `scripts`, texts by their names,
    and `stages`, names by `stage:folder`.
    """
    return Example(log=log, about=about, fits=True, says=says)


def fits_not(log: str = "", **about: Any) -> Example:
    """One that it must not explain."""
    return Example(log=log, about=about, fits=False)
