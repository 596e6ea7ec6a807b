from typing import Any

import pytest

from grader.criteria.rebuild_reuses_layer import RebuildReusesLayerKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.build_samples import ran, rebuilt, site_packages
from grader.criterion.samples import built_image, own_layer
from grader.evidence import HistoryEntry
from tests.criteria.made import judged


def _own(size: int, *, kept: bool, command: str = "RUN pip install flask") -> tuple[HistoryEntry, bool]:
    return own_layer(size, command), kept


def _judge(*layers: tuple[HistoryEntry, bool], is_prefix: bool = True, **options: Any) -> Finding:
    image = built_image(available=is_prefix, is_prefix=is_prefix)
    fact = rebuilt(*layers)
    return judged(RebuildReusesLayerKind, image, site_packages(0), fact, touch="app.py", **options)


def _judge_run(text: str, *, cached: bool = False) -> Finding:
    fact = rebuilt(_own(9_000_000, kept=True), steps=(ran(text, cached=cached),))
    return judged(RebuildReusesLayerKind, built_image(), site_packages(0), fact, touch="app.py")


def test_base_layers_prove_nothing() -> None:
    """The base image's layers are always kept and do not count."""
    assert isinstance(_judge(), Unmet)
    assert isinstance(_judge(_own(900, kept=True)), Unmet)


def test_unknown_base_is_no_verdict() -> None:
    """Where own and inherited layers cannot be told apart, the largest layer proves nothing."""
    assert isinstance(_judge(_own(120_000_000, kept=True), is_prefix=False), Unmeasured)


@pytest.mark.parametrize(("size", "met"), [(100_000, True), (99_999, False)])
def test_small_layer_is_no_dependency_layer(size: int, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """A layer of less than 100 kB holds no dependencies, unless the challenge says so."""
    assert isinstance(_judge(_own(size, kept=True)), Met) is met
    assert isinstance(_judge(_own(size, kept=True), at_least="1kB"), Met)


def test_named_layer_must_be_there() -> None:
    """A layer that no command makes is not re-used."""
    assert isinstance(_judge(_own(200_000, kept=True), layer="npm ci"), Unmet)


def test_largest_named_layer_counts() -> None:
    """Installing the application itself may well happen again."""
    layers = (_own(9_000_000, kept=True), _own(200_000, kept=False, command="RUN pip install ."))
    assert isinstance(_judge(*layers, layer="pip install"), Met)


@pytest.mark.parametrize(
    "text",
    [
        "pip install flask",
        '"pip" install flask',
        "pip --log x install flask",
        "/venv/bin/pip3.11 install -r requirements.txt",
        "python -m pip install -r requirements.txt .",
        "python3 -m pip wheel -r requirements.txt",
        "uv sync --frozen",
        "poetry install",
        "npm ci",
        "apt-get update && apt-get install -y curl",
        "apk add --no-cache libpq",
        "cd /app && sh -c 'pip install flask'",
    ],
)
def test_what_installs_must_come_from_the_cache(text: str) -> None:
    """It is told with the step, its time and its line, and is no fault where it was cached."""
    finding = _judge_run(text)
    assert isinstance(finding, Unmet)
    assert finding.found == f"installed again: [2/3] RUN {text} (3.5 s)"
    assert finding.line == 2
    assert isinstance(_judge_run(text, cached=True), Met)


@pytest.mark.parametrize(
    "text",
    [
        "python -m compileall /app",
        "pip install --no-deps .",
        "pip install -e ./app",
        "pip check",
        'echo "pip install flask"',
        ': "no pip install here"',
        "npm run build",
    ],
)
def test_what_installs_nothing_may_run_again(text: str) -> None:
    """The application itself is made anew after each change."""
    assert isinstance(_judge_run(text), Met)
