"""wrong.yaml, read with file, line and key in every complaint; grading needs none of it."""

from collections.abc import Sequence

from pydantic import ValidationError

from grader.challenge.complaints import Complaints
from grader.challenge.document import read_spec
from grader.challenge.model import Challenge
from grader.challenge.references import check_names
from grader.challenge.wrong import Wrong, WrongFile
from grader.challenge.yaml_reader import KeyPath
from grader.criterion import Criterion


def load_wrong(challenge: Challenge) -> tuple[Wrong, ...]:
    """The wrong variants in the wrong.yaml beside the challenge's file; none where there is no such file.

    Raises SpecError, as `load_challenge`.
    """
    file = challenge.file.with_name("wrong.yaml")
    if not file.exists():
        return ()
    read = read_spec(file, "the key wrong")
    complaints = Complaints(file, read.document)
    found: tuple[Wrong, ...] = ()
    try:
        found = WrongFile.model_validate(read.document.data).wrong
    except ValidationError as error:
        complaints.add_validation(error, WrongFile)
    _check_names(found, challenge.criteria, complaints)
    complaints.raise_if_any()
    return found


def _check_names(wrong: Sequence[Wrong], criteria: Sequence[Criterion], complaints: Complaints) -> None:
    """Note every name in wrong.yaml that names no criterion."""
    named: list[tuple[KeyPath, str]] = []
    for at, variant in enumerate(wrong):
        named.append((("wrong", at, "breaks"), variant.breaks))
        named += [(("wrong", at, "also", index), name) for index, name in enumerate(variant.also)]
    check_names(named, [criterion.id for criterion in criteria], complaints)
