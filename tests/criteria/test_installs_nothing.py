"""`installs_nothing`: by what RUN adds, and by the commands that it calls."""

import pytest

from grader.criteria.installs_nothing import InstallsNothingKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import built_image, own_layers
from grader.evidence import LayerEntry, OwnLayer, OwnLayersFact, ShellText
from tests.criteria.made import judged

SITE = "/usr/local/lib/python3.9/site-packages"
FLASK = f"{SITE}/flask/__init__.py"
COPIED = ("COPY /x /x", 4, FLASK)


def _judge(fact: OwnLayersFact, *texts: ShellText) -> Finding:
    return judged(InstallsNothingKind, texts, built_image(), fact)


@pytest.mark.parametrize(
    "path",
    [FLASK, "/app/lib/six-1.0.dist-info/METADATA", f"{SITE}/six.py", "/opt/flask/__init__.py"],
)
def test_run_that_adds(path: str) -> None:
    """Whatever put the package there, its instruction and line are told."""
    finding = _judge(own_layers(("RUN ./setup", 7, path)))
    assert isinstance(finding, Unmet)
    assert finding.found == f"line 7: RUN ./setup adds {path}"
    assert finding.line == 7


def test_another_size() -> None:
    """A RUN that replaces a copied package by another version has installed it."""
    newer = LayerEntry(FLASK, "file", 10)
    assert isinstance(_judge(own_layers(COPIED, ("RUN x", 5, newer))), Unmet)
    removed = LayerEntry(FLASK, "whiteout")
    assert isinstance(_judge(own_layers(COPIED, ("RUN x", 5, removed), ("RUN y", 6, FLASK))), Unmet)


@pytest.mark.parametrize(
    "added", [LayerEntry(FLASK, "file", 9, uid=33), f"{SITE}/pip/__init__.py", LayerEntry(FLASK, "hardlink")]
)
def test_run_that_adds_nothing(added: str | LayerEntry) -> None:
    """Another owner or another bit is no new package, nor is the base image's own pip."""
    assert isinstance(_judge(own_layers(COPIED, ("RUN chown -R", 5, added))), Met)


def test_what_cannot_be_told() -> None:
    """Too much in a layer is the learner's; layers without instructions prove nothing."""
    assert isinstance(_judge(OwnLayersFact((OwnLayer("a", excess="too many files"),))), Unmet)
    assert isinstance(_judge(own_layers((None, None, FLASK))), Unmeasured)
