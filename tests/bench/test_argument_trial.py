"""Builds with values that were drawn for them, and without."""

import re
from pathlib import Path

from grader.bench.argument_trial import argument_trial, drawn_like
from grader.engine.model import BuildOrder, Image
from grader.evidence import ArgumentTrial
from grader.values import replace
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine

TRIAL = ArgumentTrial((("V", "1.0-rc"),))


def _arriving(order: BuildOrder) -> Image:
    environment = tuple(f"{name}={value}" for name, value in order.options.arguments)
    return replace(BUILT, config=replace(BUILT.config, environment=environment))


def test_two_values_and_none(tmp_path: Path) -> None:
    """Each build has a value of its own, unlike the sample; the last one has none."""
    first, second, without = argument_trial(builds(tmp_path, FakeEngine(builds=_arriving)), TRIAL)
    assert len({first.given, second.given, (("V", "1.0-rc"),)}) == 3
    assert [run.variables for run in (first, second, without)] == [dict(first.given), dict(second.given), {}]


def test_a_value_is_not_drawn_twice(tmp_path: Path) -> None:
    """A draw that gives the sample, or what was given before, is taken again."""
    draws = iter(["1.0-rc", "2.0-aa", "2.0-aa", "3.0-bb"])
    found = argument_trial(builds(tmp_path, FakeEngine()), TRIAL, lambda _sample: next(draws))
    assert [run.given for run in found] == [(("V", "2.0-aa"),), (("V", "3.0-bb"),), ()]


def test_the_form_stays() -> None:
    """Digits for digits, letters for letters of the same case; the rest as it is."""
    assert re.fullmatch(r"[0-9]\.[0-9]{2}\.[0-9]-[a-z]{6}_[A-Z]", drawn_like("7.31.4-course_X"))


def test_a_file_is_read_each_time(tmp_path: Path) -> None:
    """Where one is named; without it no file is looked for."""
    engine = FakeEngine()
    argument_trial(builds(tmp_path, engine), replace(TRIAL, path="/v"))
    assert len([done for done in engine.done if done.startswith("look into")]) == 3
