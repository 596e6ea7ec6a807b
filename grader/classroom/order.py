"""What `grader class` is asked for."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from grader.challenge import Challenge, Limits
from grader.classroom.task import Choice
from grader.errors import UsageError
from grader.values import Value


class Order(Value, kw_only=True):
    """Which folders to grade against which challenge, and how.

    `jobs` work side by side, as many as the machine bears where it is None. `limits` are texts such as
    `build=600s`. `cluster` is the address of a Dask scheduler. `due` is a time with its zone, `late` a rule
    such as `10% per day`; `extensions`, `overrides` and `pseudonyms` are CSVs, the last one the key of an
    anonymous page, which lies in `out` where it is None.
    """

    folders: Sequence[Path]
    challenge: str
    out: Path
    jobs: int | None = None
    roster: Path | None = None
    resume: bool = False
    only_errors: bool = False
    again: bool = False
    rescore: bool = False
    limits: Sequence[str] = ()
    cluster: str | None = None
    due: str | None = None
    late: str | None = None
    extensions: Path | None = None
    overrides: Path | None = None
    anonymous: bool = False
    pseudonyms: Path | None = None
    quiet: bool = False

    @property
    def choice(self) -> Choice:
        """What is graded."""
        return "missing" if self.only_errors else "all" if self.again else "changed"


def limits_of(order: Order, challenge: Challenge) -> Limits:
    """The challenge's limits with the order's in place of its own. Raises UsageError."""
    values: dict[str, str | int] = {}
    for text in order.limits:
        name, is_pair, value = text.partition("=")
        if not is_pair or name not in Limits.model_fields:
            known = ", ".join(Limits.model_fields)
            raise UsageError(f"--limit takes NAME=VALUE with one of {known}; got {text!r}")
        values[name] = int(value) if name == "processes" and value.isdigit() else value
    try:
        given = Limits.model_validate(values).model_dump(include=set(values))
    except ValidationError as error:
        first = error.errors()[0]
        why = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"--limit {first['loc'][0]}: {why}") from None
    return challenge.limits.model_copy(update=given)
