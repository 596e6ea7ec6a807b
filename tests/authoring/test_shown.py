"""Examples as the page of kinds shows them."""

from grader.authoring.shown import example_row
from grader.criteria.base_image import BaseImageKind
from grader.criteria.command import CommandKind
from grader.criterion import met, unmeasured
from grader.criterion.samples import built_image
from grader.evidence import CommandFact


def test_whole_row() -> None:
    """Options, the Dockerfile line by line, what is not as usual of each fact, and what is found."""
    image = built_image(environment=("V=9",))
    text = "FROM python:3.11-slim\nARG V\n"
    options = {"image": "python:3.11-slim", "requires": ["x"]}
    assert example_row(BaseImageKind, met("it is built", image, dockerfile=text, **options)) == (
        "| **met**: it is built "
        '| `image: python:3.11-slim`<br>`requires: ["x"]` '
        '| `FROM python:3.11-slim`<br>`ARG V`<br>`built image: environment: ["V=9"]` '
        "| `python:3.11-slim, proven by its layers` |"
    )


def test_text_that_would_end_a_cell() -> None:
    """Bars, backticks and line feeds of a text stay within their cell."""
    row = example_row(CommandKind, met("a|b", CommandFact(0, "`x`|\ny"), run=["ls"]))
    assert row.replace("\\|", "").count("|") == 5
    assert "\n" not in row
    assert "``container command: exit code: 0, output: `x`\\| y``" in row


def test_what_could_not_be_measured() -> None:
    """Facts that do not tell are shown as broken, with the reason."""
    row = example_row(CommandKind, unmeasured("cut", CommandFact(0, "x" * 256_000), run=["ls"], contains="y"))
    assert "**broken**: cut" in row
    assert "`the output is longer than" in row
