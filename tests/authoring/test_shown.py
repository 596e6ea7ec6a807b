"""Examples as the page of kinds shows them."""

from grader.authoring.shown import example_row
from grader.criteria.build_args import BuildArgsKind
from grader.criteria.command import CommandKind
from grader.criterion import met, unmeasured
from grader.criterion.samples import built_image
from grader.evidence import CommandFact


def test_whole_row() -> None:
    """Options, the Dockerfile line by line, what is not as usual of each fact, and what is found."""
    images = (built_image(environment=("V=9",)), built_image())
    options = {"arguments": {"V": "9"}, "env": {"V": "9"}}
    assert example_row(
        BuildArgsKind, met("it arrives", *images, dockerfile="FROM a\nARG V\n", **options)
    ) == (
        "| **met**: it arrives "
        '| `arguments: {"V": "9"}`<br>`env: {"V": "9"}` '
        '| `FROM a`<br>`ARG V`<br>`built image: environment: ["V=9"]`<br>`built image: nothing special` '
        "| `environment variable V: 9` |"
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
