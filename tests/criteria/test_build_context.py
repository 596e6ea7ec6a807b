from typing import Any

from grader.criteria.build_context import BuildContextKind
from grader.criterion import Finding, Met, Unmet
from grader.evidence import ContextFact, ContextPattern
from tests.criteria.made import judged


def _judge(
    *patterns: ContextPattern, total: int = 10, name: str | None = ".dockerignore", **options: Any
) -> Finding:
    wanted = [one.pattern for one in patterns]
    return judged(BuildContextKind, ContextFact(total, 1, name, patterns), absent=wanted, **options)


def test_exception_lets_something_through() -> None:
    """A pattern that is ignored in general, with an exception that is there, is not kept out."""
    assert isinstance(_judge(ContextPattern(".env*", (".env.local",), ignored=True)), Unmet)


def test_each_leak_is_told() -> None:
    """The patterns that leak are told with what would be sent, the others are not."""
    finding = _judge(
        ContextPattern("*.log", ("a.log", "b.log", "c.log", "d.log"), ignored=False),
        ContextPattern(".git", (), ignored=True),
        ContextPattern("venv/", (), ignored=False),
    )
    assert isinstance(finding, Unmet)
    assert "a.log, b.log, c.log and more" in finding.found
    assert ".git" not in finding.found
    assert "venv/" in finding.found
    assert finding.file == ".dockerignore"
    assert "\n  *.log\n  venv/" in (finding.hint or "")


def test_hint_without_an_ignore_file() -> None:
    """Without an ignore file the hint says to write one, and there is no place."""
    finding = _judge(ContextPattern(".git", (), ignored=False), name=None)
    assert isinstance(finding, Unmet)
    assert "Write a .dockerignore" in (finding.hint or "")
    assert finding.file is None


def test_both_must_hold() -> None:
    """A small context with a leak, and a large one without, both fail."""
    kept, leak = ContextPattern("a", (), ignored=True), ContextPattern("a", ("a",), ignored=False)
    assert isinstance(_judge(kept, total=9, under="10B"), Met)
    assert isinstance(_judge(leak, total=9, under="10B"), Unmet)
    assert isinstance(_judge(kept, total=10, under="10B"), Unmet)


def test_hostile_name_is_inert() -> None:
    """A file's name is shown without escapes."""
    finding = _judge(ContextPattern("*", ("\x1b[31mred\n",), ignored=False))
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert "\n" not in finding.found


def test_the_largest_files_are_named() -> None:
    """Whoever sends too much is told which of the files that are sent are large."""
    fact = ContextFact(90_000, 2, ".dockerignore", (), (("loadtest/a.csv", 80_000), ("app.py", 500)))
    finding = judged(BuildContextKind, fact, under="50kB")
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines()[1:] == ["80 kB: loadtest/a.csv", "500 bytes: app.py"]
