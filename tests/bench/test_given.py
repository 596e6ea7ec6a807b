"""What is the learner's, told before the spec is loaded."""

from pathlib import Path

import pytest

from grader.bench.given import EVERYTHING, Given, given_in
from grader.challenge import Catalogue


@pytest.mark.parametrize("challenge_id", Catalogue().files)
def test_as_the_spec_says(challenge_id: str) -> None:
    """For each challenge of the course it is what the loaded spec says."""
    challenge = Catalogue().load(challenge_id)
    assert given_in(challenge_id) == Given(challenge.learner, challenge.original)


@pytest.mark.parametrize(
    ("line", "patterns"),
    [
        ("learner: [Dockerfile, .dockerignore]", ("Dockerfile", ".dockerignore")),
        ("learner: [ \"*.sh\", '!a.sh' ]  # two", ("*.sh", "!a.sh")),
        ("title: a learner: [x]", EVERYTHING.learner),
        ("learner:\n  - Dockerfile", None),
        ("learner: [*a]", None),
        ("learner: [a", None),
        ("learner: [a]\nlearner: [b]", None),
        ('learner: ["\\x41"]', None),
    ],
)
def test_one_plain_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, patterns: tuple[str, ...] | None
) -> None:
    """A list on one line is read; for anything else the spec must be loaded."""
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    file = tmp_path / "challenges" / "x" / "challenge.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"id: x\n{line}\n")
    found = given_in("x")
    assert (found and found.learner) == patterns
    assert given_in("y") is None
