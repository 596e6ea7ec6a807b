"""help.yaml, read with file, line and key in every complaint: the longer hint of each criterion."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints, ValidationError

from grader.challenge.complaints import Complaints
from grader.challenge.document import read_spec
from grader.challenge.references import check_names
from grader.criterion import Criterion
from grader.values import Value, field

HelpText = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1),
    Field(description="80 to 160 words: why, and how to look. Indented lines are shown as they are."),
]


class HelpFile(RootModel[dict[str, HelpText]]):
    """The form of help.yaml, which stands beside challenge.yaml: each criterion's id with its longer hint."""


class Help(Value):
    """The file's bytes, and the texts by the criterion's id; empty where there is no such file."""

    source: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)


def load_help(file: Path, criteria: Sequence[Criterion]) -> Help:
    """What `file` says of these criteria; not all need a text. Raises SpecError, as `load_challenge`."""
    if not file.exists():
        return Help()
    read = read_spec(file, "ids of criteria and their texts")
    complaints = Complaints(file, read.document)
    texts: dict[str, str] = {}
    try:
        texts = HelpFile.model_validate(read.document.data).root
    except ValidationError as error:
        complaints.add_validation(error, HelpFile)
    named = [((name,), name) for name in read.document.data]
    check_names(named, [criterion.id for criterion in criteria], complaints)
    complaints.raise_if_any()
    return Help(read.source, texts)
