"""The files of a drafted challenge."""

from pathlib import Path

import pytest

from grader.authoring.drafting.differences import changes_to
from grader.authoring.drafting.heading import Heading
from grader.authoring.drafting.proposal import Proposal, Proposed, as_criterion
from grader.authoring.drafting.proving import variant
from grader.authoring.drafting.writing import challenge_yaml, help_yaml, spread, wrong_yaml
from grader.challenge import Challenge, load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.criteria.logs import LogsKind

HOSTILE = "a: b # \"c\"\n\x1b[31m\x7f\x85\u2028{x}: &a *b !c \U0001f600 'd' - [e"
HEADING = Heading("x", ("Dockerfile", "a b"), "60s", "64MB")


def _log(name: str, text: str = "hello") -> Proposed:
    made = as_criterion(LogsKind, Proposal(name, {"contains": [text]}), name)
    assert made is not None
    return made


def _loaded(folder: Path, text: str, **others: str) -> Challenge:
    (folder / "x").mkdir()
    for name, content in {"challenge": text, **others}.items():
        (folder / "x" / f"{name}.yaml").write_text(content)
    return load_challenge(folder / "x" / "challenge.yaml")


def test_any_text_is_read_as_it_was(tmp_path: Path) -> None:
    """Nothing of it becomes YAML, in a criterion, in a change or in a comment."""
    one, two = _log("one", HOSTILE), _log("two", HOSTILE)
    change = changes_to("a\n", f"{HOSTILE}\n", "notes")
    spec = challenge_yaml(HEADING, [one], [two], [(two, HOSTILE)])
    wrong = wrong_yaml([variant("one", change)], [variant("two", change)])
    challenge = _loaded(tmp_path, spec, wrong=wrong)
    assert [one.contains for one in challenge.criteria if isinstance(one, LogsKind)] == [(HOSTILE,)]
    assert [found.changes for found in load_wrong(challenge)] == [change]


@pytest.mark.parametrize("text", ["FROM a\n\n  RUN x\n", "FROM a\nRUN x", " FROM a\nRUN\n", "FROM a\n\n"])
def test_files_are_written_as_they_are(tmp_path: Path, text: str) -> None:
    """Several lines stay lines where YAML keeps them."""
    change = changes_to("q\nr\ns\nt\n", text, "notes")
    challenge = _loaded(
        tmp_path, challenge_yaml(HEADING, [_log("one")]), wrong=wrong_yaml([variant("one", change)])
    )
    assert load_wrong(challenge)[0].changes == change


def test_hints_are_marked(tmp_path: Path) -> None:
    """Each hint and each help text says that it is to be written."""
    logs = [_log("one"), _log("two")]
    challenge = _loaded(tmp_path, challenge_yaml(HEADING, logs), help=help_yaml(logs))
    texts = [*challenge.help.values(), *(criterion.hint for criterion in challenge.criteria)]
    assert len(texts) == 4
    assert all(text.startswith("TODO") for text in texts)
    assert challenge.starter_fails == ("one", "two")


@pytest.mark.parametrize("count", [1, 3, 7, 14, 100])
def test_points_are_100_in_all(count: int) -> None:
    """In whole points, which differ by one at most."""
    points = spread(count)
    assert (sum(points), len(points)) == (100, count)
    assert max(points) - min(points) <= 1
