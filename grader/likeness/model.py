"""What submissions say, and in what they are alike, as plain data."""

from typing import Any, NamedTuple

from grader.values import Value


class Statement(NamedTuple):
    """One thing that a submission says in its normal form, such as one command of a RUN.

    `where` is `Dockerfile`, `.dockerignore`, the path of a file of the exercise, or `own file`.
    """

    where: str
    text: str

    def __str__(self) -> str:
        return self.text if self.where == "Dockerfile" else f"{self.where}: {self.text}"


class Said(Value):
    """What a submission says: `form` is the digest of all of it, in order and in its normal form.

    `statements` are those that the starter does not make, each once, in their order.
    """

    form: str
    statements: tuple[Statement, ...]


class Approach(Value, kw_only=True):
    """Submissions that say the same: their ids, and what they say that the starter does not."""

    submissions: tuple[str, ...]
    statements: tuple[Statement, ...]


class Shared(Value):
    """A statement that both of a pair make, and how many of the class make it."""

    statement: Statement
    count: int


class Pair(Value, kw_only=True):
    """Two submissions that share more than chance explains: something to look at, not a verdict.

    `shared` are the statements that both make, the rarest first; `statements` is how many each makes.
    `bits` is how rare it is to share so much: one bit more is half as likely.
    """

    submissions: tuple[str, str]
    shared: tuple[Shared, ...]
    statements: tuple[int, int]
    bits: float

    def as_json(self) -> dict[str, Any]:
        """As plain data; a statement is one text."""
        shared = [{"says": str(one.statement), "count": one.count} for one in self.shared]
        return {"submissions": self.submissions, "bits": self.bits, "says": self.statements, "shared": shared}


class Likeness(Value, kw_only=True):
    """In what a class is alike. `compared` counts the submissions whose files could be read.

    `approaches` come with the most common one first, those of one submission included. `pairs` come with
    the rarest first; `more_pairs` counts those left out, and `enough_bits` is what a pair needs, None where
    the class is too small to tell what is rare.
    """

    compared: int
    approaches: tuple[Approach, ...]
    pairs: tuple[Pair, ...] = ()
    more_pairs: int = 0
    enough_bits: float | None = None

    def as_json(self) -> dict[str, Any]:
        """As plain data; a statement is one text."""
        return {
            "compared": self.compared,
            "approaches": [
                {"submissions": one.submissions, "says": [str(each) for each in one.statements]}
                for one in self.approaches
            ],
            "pairs": [pair.as_json() for pair in self.pairs],
            "more_pairs": self.more_pairs,
            "enough_bits": self.enough_bits,
        }
