"""What is kept of a trial, and what makes it worthless."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.authoring import kept
from grader.authoring.kept import KEPT_SECONDS, NOT_MEASURING, KeptTrials
from grader.authoring.trials import Trial
from grader.challenge import Limits
from grader.engine.model import Image
from grader.evidence import Broken, DockerfileText, ImageSize, SizeFact
from grader.values import replace
from tests.classroom.samples import CHALLENGE
from tests.fake_engine import ABOUT, FakeEngine

GRADER = Path(kept.__file__).parents[1]
BASE = "python:3.11"
SIZE = {ImageSize(): SizeFact(1, "unpacked", None, "overlay2", ())}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of one's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """The solution, in a folder of its own."""
    folder = Path(shutil.copytree(CHALLENGE.solution, tmp_path / "solution"))
    return Trial(CHALLENGE, "solution", folder, frozenset())


def _engine() -> FakeEngine:
    return FakeEngine(images={BASE: Image("sha256:base", (), 1, "linux/amd64")})


def _kept(trial: Trial, answers: dict[Any, Any] = SIZE) -> None:
    KeptTrials(_engine()).keep(trial, answers)


def test_a_trial_that_has_not_changed(trial: Trial) -> None:
    """What an engine was asked for is known again; what the files tell is read anew."""
    _kept(trial, {**SIZE, DockerfileText(): CHALLENGE.solution})
    assert KeptTrials(_engine()).known(trial) == SIZE


def test_all_anew(trial: Trial) -> None:
    """Nothing is known where that is wanted, and nothing without an engine."""
    _kept(trial)
    assert KeptTrials(_engine(), again=True).known(trial) == {}
    assert KeptTrials(None).known(trial) == {}


def _other_file(trial: Trial) -> Trial:
    (trial.folder / "app.py").write_text("other")
    return trial


def _other_bits(trial: Trial) -> Trial:
    (trial.folder / "app.py").chmod(0o777)
    return trial


def _by(trial: Trial, **changed: object) -> Trial:
    return replace(trial, challenge=trial.challenge.model_copy(update=changed))


@pytest.mark.parametrize(
    "change",
    [
        _other_file,
        _other_bits,
        lambda trial: _by(trial, limits=Limits(cpus=2)),
        lambda trial: _by(trial, learner=("**",)),
        lambda trial: _by(trial, images=("busybox",)),
        lambda trial: _by(trial, hosts=("example.com",)),
    ],
)
def test_a_trial_that_has_changed(trial: Trial, change: Callable[[Trial], Trial]) -> None:
    """Another file, another mode, another limit, other given files, other images: nothing is known of it."""
    _kept(trial)
    assert KeptTrials(_engine()).known(change(trial)) == {}


def test_a_machine_that_has_changed(trial: Trial) -> None:
    """Another base image under the same name, or another engine, may give other facts."""
    _kept(trial)
    engine = _engine()
    engine.images[BASE] = replace(engine.images[BASE], image_id="sha256:newer")
    assert KeptTrials(engine).known(trial) == {}
    engine = _engine()
    engine.about = replace(ABOUT, version="29")
    assert KeptTrials(engine).known(trial) == {}


def test_code_that_has_changed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code has measured is not known."""
    _kept(trial)
    monkeypatch.setattr(kept, "measuring_code", lambda: "other")
    assert KeptTrials(_engine()).known(trial) == {}


@pytest.mark.parametrize("seconds", [KEPT_SECONDS + 1, -60])
def test_what_is_too_old(trial: Trial, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build downloads may be another thing a day later; a clock that was set back tells nothing."""
    _kept(trial)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    assert KeptTrials(_engine()).known(trial) == {}


def test_what_is_not_kept(trial: Trial) -> None:
    """Nothing is kept of a trial on which the machine failed."""
    _kept(trial, {**SIZE, DockerfileText(): Broken("no engine")})
    assert KeptTrials(_engine()).known(trial) == {}


@pytest.mark.parametrize("text", ["[]", "{}", '{"at": 1e12, "answers": [{}]}'])
def test_what_cannot_be_read(trial: Trial, cache: Path, text: str) -> None:
    """A file that is damaged, or of another version, is as good as none."""
    _kept(trial)
    (file,) = cache.rglob("trials/*.json")
    file.write_text(text)
    assert KeptTrials(_engine()).known(trial) == {}


def test_what_measures() -> None:
    """Every part that finds facts counts; no such part looks into one that does not count."""
    parts = {path.name.removesuffix(".py") for path in GRADER.iterdir()}
    assert parts >= NOT_MEASURING
    measuring = parts - NOT_MEASURING - {"__pycache__"}
    assert {"bench", "engine", "evidence", "dockerfile", "explanations", "secrets"} <= measuring
    asking = ("criterion", "challenge", "memory", "machine")
    for part in sorted(measuring - set(asking)):
        for file in (GRADER / part).rglob("*.py"):
            assert "grader.criteria" not in file.read_text(), file
