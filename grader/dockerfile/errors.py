"""The one way in which a Dockerfile can be refused."""

MAX_REASON = 400
"""Characters of a reason that are kept: a reason may quote the learner's text, which may be huge."""


class DockerfileError(Exception):
    """BuildKit would refuse this Dockerfile.

    `file` is the name the caller gave, `line` the 1-based line of the offending instruction (0 if there is
    none), `why` one printable line. `str()` is `file:line: why`.
    """

    def __init__(self, file: str, line: int, why: str) -> None:
        self.file = file
        self.line = line
        self.why = printable(why)
        super().__init__(f"{file}:{line}: {self.why}")

    def __reduce__(self) -> tuple[type["DockerfileError"], tuple[str, int, str]]:
        """Pickle by the three parts, so that the error crosses process borders."""
        return type(self), (self.file, self.line, self.why)


def printable(text: str) -> str:
    """Return `text` as one line without control characters, at most `MAX_REASON` characters long."""
    shown = "".join(char if char.isprintable() else "�" for char in text[: MAX_REASON + 1])
    return shown if len(shown) <= MAX_REASON else shown[: MAX_REASON - 1] + "…"
