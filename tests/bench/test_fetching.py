"""What is refused before an engine fetches anything, and what no registry could tell."""

import socket
from pathlib import Path

import pytest

from grader.bench.base_images import BaseImages
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.head_start import HeadStart
from grader.bench.source import Source
from grader.dockerfile.allowed import OFFICIAL_ONLY, Allowed
from grader.engine.model import NotPulled
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT, Blocked, BuildOptions
from tests.bench.submissions import handed_in
from tests.fake_engine import BASE, FakeEngine

ADD = "FROM python:3.11-slim\nADD https://files.example.com/x /x\n"
HOST = Allowed(hosts=("files.example.com",))
SILENT = NotPulled("dial tcp: lookup registry.example", unreachable=True)


def _builds(folder: Path, engine: FakeEngine, text: str, allowed: Allowed = OFFICIAL_ONLY) -> Builds:
    bases = BaseImages(engine, 60.0, lambda _text: None, allowed)
    return Builds(engine, Source(handed_in(folder, text)), Run(), 60.0, lambda _text: None, bases=bases)


def _blocked(builds: Builds, options: BuildOptions = DEFAULT) -> Blocked:
    with pytest.raises(BlockedError) as raised:
        builds.image(options)
    return raised.value.blocked


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("text", ["FROM solution:1\n", "FROM python:3\nCOPY --from=solution:1 / /\n", ADD])
def test_nothing_is_pulled_or_built_for_what_is_not_allowed(tmp_path: Path, text: str) -> None:
    """It is the learner's to change, and the line is told."""
    engine = FakeEngine()
    blocked = _blocked(_builds(tmp_path, engine, text))
    assert (blocked.phase, blocked.file) == ("build", "Dockerfile")
    assert blocked.line == text.count("\n")
    assert engine.done == []


def test_an_argument_of_the_grader_counts(tmp_path: Path) -> None:
    """What a build argument makes of a name is looked at, too."""
    made = _builds(tmp_path, FakeEngine(), "ARG A=python:3\nFROM $A\n")
    assert "solution" in _blocked(made, BuildOptions(arguments=(("A", "solution"),))).reason


def test_a_host_that_is_allowed_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all of its addresses are public ones."""
    _resolving(monkeypatch, "93.184.216.34")
    engine = FakeEngine(images={"python:3.11-slim": BASE})
    assert _builds(tmp_path, engine, ADD, HOST).image(DEFAULT)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1"])
def test_no_host_leads_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """An allowed name with one address of this network is not asked; that is not the learner's fault."""
    _resolving(monkeypatch, "93.184.216.34", address)
    engine = FakeEngine()
    with pytest.raises(EngineFailureError, match=r"files\.example\.com"):
        _builds(tmp_path, engine, ADD, HOST).image(DEFAULT)
    assert engine.done == []


def test_a_misspelt_tag_where_no_registry_answers(tmp_path: Path) -> None:
    """The learner's slip, with its line; nothing is built for it."""
    engine = FakeEngine(registry={"python:3.11-slm": SILENT})
    blocked = _blocked(_builds(tmp_path, engine, "ARG V\nFROM python:3.11-slm\n"))
    assert (blocked.line, engine.done) == (2, ["pull python:3.11-slm"])
    assert "did you mean python:3.11-slim?" in blocked.reason


@pytest.mark.parametrize("tag", ["4", "3.11-slim-bookworm", "3.14-alpine3.30"])
def test_what_is_no_slip_is_the_machine_s(tmp_path: Path, tag: str) -> None:
    """A tag that may well be one could not be asked for: nothing is known about the submission."""
    engine = FakeEngine(registry={f"python:{tag}": SILENT})
    with pytest.raises(EngineFailureError, match="cannot be pulled"):
        _builds(tmp_path, engine, f"FROM python:{tag}\n").image(DEFAULT)


def test_no_build_begins_early_for_what_may_not_be_allowed(tmp_path: Path) -> None:
    """The challenge is not known then: only official images are taken."""
    start = HeadStart(handed_in(tmp_path, ADD))
    assert start.run.begun is None
