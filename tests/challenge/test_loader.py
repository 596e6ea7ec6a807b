from pathlib import Path

import pytest

from grader.challenge import load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.dockerfile.allowed import Allowed
from grader.errors import SpecError
from tests.shipped import KINDS

ROOT = Path(__file__).parents[2]
GOOD = """\
id: demo
title: Demo
limits:
  build: 60s
criteria:
  - id: two
    title: Two stages
    check: stage_count
    at_least: 2
    points: 20
    hint: Add a FROM.
"""
OLD_SPELLINGS = [(name, old, new) for name, kind in KINDS.items() for old, new in kind.old_spellings.items()]
OLD_KINDS = [old for kind in KINDS.values() for old in kind.old_kinds.items()]


def _problems(tmp_path: Path, source: str | bytes) -> tuple[str, ...]:
    file = tmp_path / "demo" / "challenge.yaml"
    file.parent.mkdir()
    file.write_bytes(source.encode() if isinstance(source, str) else source)
    with pytest.raises(SpecError) as caught:
        load_challenge(file)
    return tuple(problem.removeprefix(f"{file.resolve()}:") for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "starts", "holds"),
    [
        ("title: Demo", "titel: Demo", "2: titel: unknown key", "did you mean 'title'?"),
        ("title: Demo", "", "1: title: ", "is missing"),
        ("title: Demo", "title: ''", "2: title: ", "must not be empty"),
        ("title: Demo", "title: Demo\ntitle: Two", "3: title: ", "twice"),
        ("    at_least: 2", "    at_leas: 2", "9: criteria[0].at_leas: unknown", "did you mean 'at_least'?"),
        ("    at_least: 2", "    at_least: 0", "9: criteria[0].at_least: ", "got 0"),
        ("    at_least: 2", "    at_least: '2'", "9: criteria[0].at_least: ", "got '2'"),
        ("    at_least: 2\n", "", "6: criteria[0].at_least: ", "is missing"),
        ("stage_count", "stage_cont", "8: criteria[0].check: ", "did you mean 'stage_count'?"),
        ("    check: stage_count\n", "", "6: criteria[0]: ", "check is missing"),
        ("build: 60s", "build: 60", "4: limits.build: ", "a duration such as"),
        ("build: 60s", "build: 60x", "4: limits.build: ", "unknown unit 'x'"),
        ("build: 60s", "biuld: 60s", "4: limits.biuld: unknown", "did you mean 'build'?"),
        ("build: 60s", "memory: 5", "4: limits.memory: ", "a size such as"),
        ("title: Demo", "title: Demo\nimages: []", "3: images: ", "must not be empty"),
        (
            "title: Demo",
            "title: Demo\nimages: ['*.example.com/*']",
            "3: images[0]: ",
            "write the registry out",
        ),
        ("title: Demo", "title: Demo\nhosts: [127.0.0.1]", "3: hosts[0]: ", "the name of a host"),
        ("title: Demo", "title: Demo\nhosts: [localhost]", "3: hosts[0]: ", "the name of a host"),
        ("title: Demo", "title: Demo\nhosts: ['http://example.com']", "3: hosts[0]: ", "the name of a host"),
        ("id: demo", "id: other", "1: id: ", "the folder's name 'demo'"),
        ("id: demo", "id: Demo!", "1: id: ", "got 'Demo!'"),
        ("title: Demo", "title: &x Demo", "2: ", "anchors and aliases"),
        ("title: Demo", "title: *x", "2: ", "anchors and aliases"),
        ("title: Demo", "\ttitle: Demo", "2: ", "not valid YAML"),
        ("title: Demo", "title: [Demo", "", "not valid YAML"),
        ("title: Demo", "title: !!python/name:os.system x", "2: ", "cannot read the value"),
        ("title: Demo", "1: Demo", "2: ", "a key must be text"),
        ("points: 20", "points: -1", "10: criteria[0].points: ", "got -1"),
    ],
)
def test_mistake(tmp_path: Path, old: str, new: str, starts: str, holds: str) -> None:
    """An author's mistake is told with its line, its key and what was expected."""
    assert old in GOOD
    problems = _problems(tmp_path, GOOD.replace(old, new, 1))
    assert any(problem.startswith(starts) and holds in problem for problem in problems)


@pytest.mark.parametrize(("kind", "old", "new"), OLD_SPELLINGS)
def test_old_spelling(tmp_path: Path, kind: str, old: str, new: str) -> None:
    """An option that has another name now is told the new one, at its place."""
    source = GOOD.replace("stage_count\n    at_least: 2", f"{kind}\n    {old}: x")
    told = f"9: criteria[0].{old}: is no option any more: write {new}"
    assert told in _problems(tmp_path, source)


@pytest.mark.parametrize(("old", "new"), OLD_KINDS)
def test_old_kind(tmp_path: Path, old: str, new: str) -> None:
    """A kind that has another name now is told the new one, at its place."""
    problems = _problems(tmp_path, GOOD.replace("stage_count\n    at_least: 2", f"{old}\n    factor: 2"))
    assert problems == (f"8: criteria[0].check: {old!r} is no kind any more: write {new}",)


def test_no_criteria(tmp_path: Path) -> None:
    """A challenge without criteria could only be passed."""
    assert _problems(tmp_path, "id: demo\ntitle: Demo\ncriteria: []\n") == ("3: criteria: must not be empty",)


def test_criterion_twice(tmp_path: Path) -> None:
    """Two criteria of one id could not be told apart."""
    source = GOOD + GOOD.partition("criteria:\n")[2]
    assert _problems(tmp_path, source) == ("12: criteria[1].id: 'two' names a criterion above, too",)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """All mistakes are told at once, in the order of their lines."""
    source = GOOD.replace("points: 20", "points: x").replace("build: 60s", "build: x")
    assert [problem.partition(":")[0] for problem in _problems(tmp_path, source)] == ["4", "10"]


def test_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is told with the line that cannot be read."""
    assert _problems(tmp_path, b"id: demo\ntitle: \xff\n") == ("2: is not UTF-8 text",)


@pytest.mark.parametrize("source", ["", "# nothing\n", "- a\n", "text\n", "---\n---\n"])
def test_no_mapping(tmp_path: Path, source: str) -> None:
    """A file that holds something else than one mapping is refused."""
    assert len(_problems(tmp_path, source)) == 1


def test_huge_file(tmp_path: Path) -> None:
    """A file far too large is not read."""
    assert "larger than" in _problems(tmp_path, "#" * 1_000_001)[0]


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a problem of the spec."""
    with pytest.raises(SpecError, match="cannot be read"):
        load_challenge(tmp_path / "challenge.yaml")


def test_bom_and_windows_line_ends(tmp_path: Path) -> None:
    """Byte order mark and Windows' line ends change nothing."""
    file = tmp_path / "demo" / "challenge.yaml"
    file.parent.mkdir()
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_challenge(file).limits.build == 60


def test_what_the_engine_may_fetch(tmp_path: Path) -> None:
    """Official images, the bases that criteria want, and no host; a spec may name its own."""
    file = tmp_path / "demo" / "challenge.yaml"
    file.parent.mkdir()
    file.write_text(GOOD)
    assert load_challenge(file).allowed == Allowed()
    file.write_text(f"images: [mirror.example.com/*]\nhosts: [Example.com]\n{GOOD}")
    assert load_challenge(file).allowed == Allowed(("mirror.example.com/*",), (), ("example.com",))
    shipped = load_challenge(ROOT / "challenges" / "02-multi-stage-builds" / "challenge.yaml")
    assert shipped.allowed.bases == ("python:3.11-slim",)


def test_shipped_challenge() -> None:
    """The shipped challenge has five criteria for a hundred points."""
    challenge = load_challenge(ROOT / "challenges" / "02-multi-stage-builds" / "challenge.yaml")
    assert len(challenge.criteria) == 5
    assert challenge.max_score == 100
    assert challenge.starter.is_dir()
    assert challenge.solution.is_dir()


WRONG = """\
wrong:
  - breaks: two
    changes:
      - remove: COPY
"""


def _with_wrong(tmp_path: Path, source: str) -> Path:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "challenge.yaml").write_text(GOOD)
    (folder / "wrong.yaml").write_text(source)
    return folder


def test_wrong_variants_stand_beside_the_spec(tmp_path: Path) -> None:
    """They are read from their own file, and say nothing about how a submission is graded."""
    folder = _with_wrong(tmp_path, WRONG)
    challenge = load_challenge(folder / "challenge.yaml")
    assert [variant.breaks for variant in load_wrong(challenge)] == ["two"]
    (folder / "wrong.yaml").unlink()
    assert load_wrong(challenge) == ()
    assert load_challenge(folder / "challenge.yaml").digest == challenge.digest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("breaks: two", "breaks: tow", "2: wrong[0].breaks: no criterion 'tow', did you mean 'two'?"),
        ("wrong:", "wrongs:", "1: wrongs: unknown key, did you mean 'wrong'?"),
        ("changes:", "changs: []\n    changes:", "3: wrong[0].changs: unknown key"),
        ("remove: COPY", "delete: ../x", "4: wrong[0].changes[0].delete: must be a path below"),
        ("remove: COPY", "remov: COPY", "4: wrong[0].changes[0].remov: unknown key, did you mean 'remove'?"),
        ("remove: COPY", "{}", "4: wrong[0].changes[0]: needs exactly one of base"),
        (WRONG, "wrong: []", "1: wrong: must not be empty"),
        (WRONG, "- a", "1: expected a mapping with the key wrong"),
    ],
)
def test_mistake_in_wrong_variants(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """A mistake in wrong.yaml is told as one in challenge.yaml: with file, line and key."""
    folder = _with_wrong(tmp_path, WRONG.replace(old, new, 1))
    challenge = load_challenge(folder / "challenge.yaml")
    with pytest.raises(SpecError) as caught:
        load_wrong(challenge)
    assert any(told.startswith(f"{folder / 'wrong.yaml'}:{problem}") for told in caught.value.problems), (
        caught.value.problems
    )


def test_wrong_variants_in_the_spec(tmp_path: Path) -> None:
    """Those that were left in challenge.yaml are told where they go."""
    (problem,) = _problems(tmp_path, GOOD + WRONG)
    assert problem == "12: wrong: wrong variants have a file of their own: move this key to wrong.yaml"
