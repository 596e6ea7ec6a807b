"""What a failed step prints is asked of the machine: words never decide whose fault it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.bench.blocked import BlockedError
from grader.bench.machine_questions import NETWORK_WORDS
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT
from grader.values import replace
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine

ENDED = "a command ended with exit code: {}"
REFUSED = "WARNING: Retrying after connection broken: Connection refused: /simple/six/"
FAILED = BuildFailure("learner", ENDED.format(1), "[2/2] RUN pip install six", 3, (REFUSED,), REFUSED)
NO_PROGRAM = BuildFailure("learner", ENDED.format(41), "[2/2] RUN", 3)
TEXT = "FROM other:1 AS a\nFROM base:1\nRUN pip install six\nFROM other:1\n"

Answer = Callable[[BuildOrder], Image | BuildFailure]


def _outcomes(engine: FakeEngine, *own: Image | BuildFailure, asked: Image | BuildFailure) -> None:
    """What comes of the submission's builds, one after the other, and of every question to the machine."""
    left = list(own)
    engine.builds = lambda order: asked if _is_question(order) else left.pop(0)


def _is_question(order: BuildOrder) -> bool:
    return order.text.startswith(b"FROM base:1\nUSER 0\n")


def _image(folder: Path, *own: Image | BuildFailure, asked: Image | BuildFailure) -> FakeEngine:
    engine = FakeEngine(registry={"other:1": BUILT})
    _outcomes(engine, *own, asked=asked)
    assert builds(folder, engine, TEXT).image(DEFAULT) is BUILT
    return engine


def test_an_index_that_cannot_be_reached(tmp_path: Path) -> None:
    """The machine's failure, with what it said; nothing is built again for the next question."""
    engine = FakeEngine(registry={"other:1": BUILT})
    _outcomes(engine, FAILED, asked=FAILED)
    made = builds(tmp_path, engine, TEXT)
    for _ in range(2):
        with pytest.raises(
            EngineFailureError, match=r"index of pip cannot be reached.*: .*Connection refused"
        ):
            made.image(DEFAULT)
    assert len(engine.orders) == 2


def test_words_alone(tmp_path: Path) -> None:
    """An index that can be reached: the build has a second try, and then it is the learner's failure."""
    engine = FakeEngine(registry={"other:1": BUILT})
    _outcomes(engine, FAILED, FAILED, asked=BUILT)
    with pytest.raises(BlockedError, match="exit code: 1"):
        builds(tmp_path, engine, TEXT).image(DEFAULT)
    assert [_is_question(order) for order in engine.orders] == [False, True, False]
    assert len({order.tag for order in engine.orders}) == 3


def test_a_network_that_was_away(tmp_path: Path) -> None:
    """It is back by the second try: no failure at all."""
    assert len(_image(tmp_path, FAILED, BUILT, asked=BUILT).orders) == 3


def test_an_index_that_answers(tmp_path: Path) -> None:
    """One that has not what is asked for is reachable all the same."""
    assert _image(tmp_path, FAILED, BUILT, asked=replace(FAILED, said="404: no such package"))


@pytest.mark.parametrize(
    ("failure", "asked"),
    [
        (replace(FAILED, said="ERROR: No matching distribution found for sixx"), BUILT),
        (replace(FAILED, said="Connection refused", step="[2/2] RUN make"), BUILT),
        (FAILED, NO_PROGRAM),
        (replace(FAILED, said="no space left on device"), BUILT),
        (replace(FAILED, in_time=False), BUILT),
    ],
)
def test_the_learner_s_failure(tmp_path: Path, failure: BuildFailure, asked: Image | BuildFailure) -> None:
    """No word of the network or of an index, nobody to ask, room on the disk, no time left: no second try."""
    engine = FakeEngine(registry={"other:1": BUILT})
    _outcomes(engine, failure, asked=asked)
    with pytest.raises(BlockedError):
        builds(tmp_path, engine, TEXT).image(DEFAULT)


@pytest.mark.parametrize(
    ("said", "in_time", "trouble"),
    [
        ("OSError: [Errno 28] No space left on device", True, "the disk of this machine is full"),
        ("runc run failed: error setting rlimit", True, "no command can be started"),
        ("poetry: All attempts to connect to index.example failed.", True, "index of pip cannot"),
        ("", False, "index of pip cannot"),
    ],
)
def test_what_the_machine_admits(tmp_path: Path, said: str, trouble: str, *, in_time: bool) -> None:
    """A full disk, a runtime that starts nothing, a silent index that took the build's time."""
    engine = FakeEngine(registry={"other:1": BUILT})
    _outcomes(engine, replace(FAILED, said=said, in_time=in_time), asked=replace(FAILED, said="timed out"))
    with pytest.raises(EngineFailureError, match=trouble):
        builds(tmp_path, engine, TEXT).image(DEFAULT)


@pytest.mark.parametrize(
    "said",
    [
        "Temporary failure in name resolution",
        "[Errno -2] Name or service not known",
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))",
        "All attempts to connect to index.example failed.",
        "error: Failed to fetch: `https://index.example/simple/six/`",
        "  Caused by: dns error: failed to lookup address information",
        "  Caused by: invalid peer certificate: UnknownIssuer",
        "npm error code ENOTFOUND",
        "npm error network request to https://npm.example/x failed, reason: connect ECONNREFUSED",
        "Err:1 http://mirror.example/debian bookworm InRelease  Temporary failure resolving 'mirror.example'",
        "E: Failed to fetch http://mirror.example/x  Could not connect to mirror.example:80",
        "WARNING: fetching https://mirror.example/x: temporary error (try again later)",
        "WARNING: fetching https://mirror.example/x: DNS: transient error (try again later)",
        "curl: (6) Could not resolve host: index.example",
        "curl: (7) Failed to connect to index.example port 443: Connection refused",
        "curl: (28) Connection timed out after 10001 milliseconds",
        "wget: bad address 'index.example'",
        "wget: unable to resolve host address 'index.example'",
        "ERROR: HTTP error 503 while getting https://files.example/x",
    ],
)
def test_words_of_the_network(said: str) -> None:
    """What the tools say raises the question."""
    assert NETWORK_WORDS.search(said)


@pytest.mark.parametrize(
    "said",
    ["ERROR: No matching distribution found for sixx", "   ━━━━ 503 kB 2.1 MB/s", "SyntaxError: line 42"],
)
def test_words_of_something_else(said: str) -> None:
    """An ordinary failure asks nothing of the machine."""
    assert not NETWORK_WORDS.search(said)
