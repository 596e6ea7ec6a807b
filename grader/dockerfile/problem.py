"""A refusal before the file's name is known."""


class Problem(Exception):  # noqa: N818 - never leaves the package: reading.py turns it into DockerfileError
    """BuildKit would refuse the instruction at `line` (1-based) because of `why`."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why
