"""All challenges on each engine that Debian has, beside the others: `make engines` (docs/engines.md)."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Catalogue

pytestmark = pytest.mark.engines

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "engines.md"
SOLUTION = ("grade", "--challenge", "02-multi-stage-builds", "solutions/02-multi-stage-builds")
END_OF_TABLE = "<!-- end of what was tried -->"
ENGINES = (
    ("docker-26", "overlay2"),
    ("docker-26", "containerd"),
    ("docker-28", "overlay2"),
    ("docker-28", "containerd"),
    ("podman-5", "overlay"),
)


@dataclass(frozen=True)
class Started:
    """An engine that was started for the test; `description` is what it says of itself."""

    flavour: str
    store: str
    description: str

    def grader(self, *arguments: str) -> str:
        """What `grader` prints on it; how it gets on goes to the terminal."""
        program = (str(REPOSITORY / ".venv/bin/grader"), *arguments)
        return _script("engine", "run", "--flavour", self.flavour, "--", *program)


@pytest.fixture(params=ENGINES, ids="-".join)
def started(request: pytest.FixtureRequest) -> Iterator[Started]:
    """The engine with the base images of the one that answers; it is stopped at the end."""
    flavour, store = request.param
    try:
        chosen = () if flavour == "podman-5" else ("--store", store)  # Podman has one
        told = _script("engine", "up", "--flavour", flavour, *chosen)
        _script("base-images", "--flavour", flavour)
        yield Started(flavour, store, told.strip().splitlines()[-1])
    finally:
        _script("engine", "down", "--flavour", flavour)


def test_same_outcomes(started: Started) -> None:
    """Every solution, starter and wrong variant has the outcomes that it must have.

    What the engine cannot do is broken, with an engine that can, and all else is as it must be.
    """
    began = time.monotonic()
    proofs = json.loads(started.grader("verify", "--json", "--again", "--jobs", "2"))
    seconds = time.monotonic() - began
    tried = {f"{proof['challenge']}, {one['name']}": one for proof in proofs for one in proof["tried"]}
    beyond = {name for name, one in tried.items() if _is_beyond(one)}
    other = {name: one["mistakes"] for name, one in tried.items() if one["mistakes"] and name not in beyond}
    _write_row(started, (len(tried), len(other), len(beyond)), seconds, _warm(started))
    assert len(proofs) == len(Catalogue().files)
    assert not other


def _is_beyond(tried: dict[str, Any]) -> bool:
    """Whether nothing differs but what the engine is said to be unable to do."""
    return bool(tried["beyond"] and tried["mistakes"]) and all(
        " is broken: " in mistake for mistake in tried["mistakes"]
    )


def _warm(started: Started) -> float:
    started.grader(*SOLUTION)
    began = time.monotonic()
    started.grader(*SOLUTION)
    return time.monotonic() - began


def _script(name: str, *arguments: str) -> str:
    """What a script prints; what it says on standard error goes to the terminal as it comes."""
    command = [str(REPOSITORY / "scripts" / name), *arguments]
    sys.stderr.write(f"\n--- {name} {' '.join(arguments)}\n")
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode in {0, 1, 3}, done.stdout
    return done.stdout


def _write_row(started: Started, counts: tuple[int, int, int], seconds: float, warm: float) -> None:
    """Put what was seen into the page's table, in place of what was seen before."""
    tried, other, beyond = counts
    name = f"| {started.flavour}, {started.store} |"
    version = started.description.removeprefix("engine ").partition(" at ")[0]
    right = f"{tried - other - beyond} of {tried}" + f", {beyond} beyond it" * bool(beyond)
    cells = (version, right, f"{seconds:.0f} s", f"{warm:.1f} s")
    row = f"{name} {' | '.join(cells)} | {datetime.now(UTC):%Y-%m-%d} |"
    lines = PAGE.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(name)]
    end = kept.index(END_OF_TABLE)
    PAGE.write_text("\n".join((*kept[:end], row, *kept[end:])) + "\n", "utf-8")
