from typing import Any

import pytest

from grader.challenge import load_challenge
from grader.values import replace
from grader.watch.view import Drawing, View, status
from tests.called import ROOT
from tests.report.samples import ALL_MET, HOSTILE_TEXT, MIXED

CHALLENGE = load_challenge(ROOT / "challenges" / "02-multi-stage-builds" / "challenge.yaml")


def _view(**said: Any) -> View:
    return View(challenge=CHALLENGE, **said)


def _shown(view: View, *, width: int = 80, height: int = 100, encoding: str = "utf-8") -> list[str]:
    return Drawing(colour=False, encoding=encoding).lines(view, width=width, height=height)


def test_the_first_line_tells_what_got_better() -> None:
    """Points, and what got better and worse, are on one line above all."""
    view = _view(state="graded", report=MIXED, at="06:20:00")
    assert status(view) == (
        "06:20:00 20 of 60 points, since last time: "
        "+20 (image-under-200mb), -40 (two-stages, health-endpoint)"
    ).replace("20 of 60", f"{MIXED.score} of {MIXED.max_score}")
    assert _shown(view)[0].startswith("06:20:00")


def test_what_is_being_done() -> None:
    """While a build is at work its progress takes that line, and the report stays."""
    shown = _shown(_view(state="building", doing="building [2/3] RUN pip", report=ALL_MET))
    assert shown[0] == "building [2/3] RUN pip"
    assert any("two-stages" in line for line in shown)


@pytest.mark.parametrize("height", [1, 5, 12, 24])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_any_terminal(height: int, encoding: str) -> None:
    """No text makes the screen higher or wider than the terminal, or is an escape."""
    view = _view(state="graded", report=replace(HOSTILE_TEXT), at="06:20:00", said="")
    shown = _shown(view, width=60, height=height, encoding=encoding)
    assert len(shown) <= height
    assert max(map(len, shown)) <= 60
    assert "\x1b" not in "".join(shown)
    assert encoding != "ascii" or "".join(shown).isascii()


def test_a_longer_hint() -> None:
    """The longer hint takes the report's place."""
    shown = "\n".join(_shown(_view(state="graded", report=MIXED, hint="two-stages")))
    assert CHALLENGE.help["two-stages"].split()[0] in shown
    assert "health-endpoint" not in shown.split("\n", 2)[2]


def test_before_anything_is_known() -> None:
    """The keys are there from the start."""
    assert _shown(_view())[-1] == "02-multi-stage-builds: h hint, o page, r again, n next, q quit"
