"""Where a Dockerfile, an image's configuration and its history hold secrets. Values are never told."""

import posixpath
from collections.abc import Iterator

from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.steps import Step, Word, steps
from grader.evidence import ContextFact, ImageConfig, ImageFact
from grader.evidence.history import pairs, read_step, without_pairs
from grader.secrets.signs import SECRET_NAMES, is_secret, known_token
from grader.text import one_line
from grader.values import Value

MAX_TEXT = 100_000

_SETTINGS = frozenset({"ENV", "LABEL", "ARG"})


class SecretPlaces(Value):
    """Looks for secrets; `allowed` names are none."""

    allowed: frozenset[str]

    def in_text(self, dockerfile: Dockerfile) -> Iterator[tuple[str, int]]:
        """What is wrong and its line, for all that the final stage executes."""
        for step in steps(dockerfile, dockerfile.final):
            item = step.instruction
            if item.keyword in _SETTINGS:
                secrets = (name for name, word in step.pairs if self._is_secret(name, _literal(word)))
                told = [f"{item.keyword} {one_line(name, 80)}" for name in secrets]
            else:
                told = list(self._in_step(step))
            yield from ((secret, item.line) for secret in told)

    def in_copied_folders(self, dockerfile: Dockerfile, context: ContextFact) -> Iterator[tuple[str, int]]:
        """Secret files that a COPY of a whole folder takes along; a later layer that removes them is late."""
        present = [path for found in context.patterns for path in found.present]
        for step in steps(dockerfile, dockerfile.final):
            item = step.instruction
            if item.keyword not in ("COPY", "ADD") or item.flag("from") is not None or item.heredocs:
                continue
            sources = [posixpath.normpath(word.value.lstrip("/") or ".") for word in step.words[:-1]]
            for path in present:
                if any(source == "." or path.startswith(f"{source}/") for source in sources):
                    yield f"{item.keyword} takes {one_line(path, 80)} along", item.line

    def in_config(self, dockerfile: Dockerfile, config: ImageConfig) -> Iterator[str]:
        """What the Dockerfile names and the image holds, with values that only the build knew."""
        final = list(steps(dockerfile, dockerfile.final))
        own = {(step.instruction.keyword, name) for step in final for name in step.names}
        for keyword, values in (("ENV", config.variables), ("LABEL", dict(config.labels))):
            for name, value in values.items():
                if (keyword, name) in own and self._is_secret(name, value):
                    yield f"{keyword} {one_line(name, 80)}"

    def in_history(self, image: ImageFact) -> Iterator[str]:
        """What the image's own steps show."""
        for entry in image.history:
            if not entry.own:
                continue
            text = entry.created_by[:MAX_TEXT]
            for kind, name, value in _settings(text):
                if self._is_secret(name, value):
                    yield f"{kind} {one_line(name, 80)} in the history of the image"
            if token := known_token(without_pairs(text, self.allowed)):
                yield f"{token} in the history of the image"

    def _in_step(self, step: Step) -> Iterator[str]:
        item = step.instruction
        text = "\n".join([item.text, *(heredoc.content for heredoc in item.heredocs)])
        if kind := known_token(text[:MAX_TEXT]):
            yield f"{kind} in {item.keyword}"
        if item.keyword in ("COPY", "ADD"):
            for word in step.words[:-1]:
                name = word.value.rstrip("/").rpartition("/")[2]
                if name in SECRET_NAMES:
                    yield f"{item.keyword} of {one_line(word.value, 80)}"

    def _is_secret(self, name: str, value: str) -> bool:
        return name not in self.allowed and (is_secret(name, value) or known_token(value) is not None)


def _settings(created_by: str) -> Iterator[tuple[str, str, str]]:
    """The variables that a step of the history shows: what they are, name, value."""
    step = read_step(created_by)
    yield from (("build argument", name, value) for name, value in step.arguments)
    if step.keyword in _SETTINGS:
        yield from ((step.keyword, name, value.strip("\"'")) for name, value in pairs(step.text))


def _literal(word: Word) -> str:
    """The value, or nothing where it could not be read."""
    return "" if word.written in word.missing else word.value
