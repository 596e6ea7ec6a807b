"""A new challenge: small, complete, and proven as it is; its files start as those of new/ beside this one."""

from collections.abc import Iterator
from pathlib import Path
from string import Template

from grader.challenge import Catalogue
from grader.course import is_id
from grader.errors import UsageError

_TEMPLATES = Path(__file__).with_name("new")


def write_challenge(challenge_id: str, catalogue: Catalogue, title: str = "A new challenge") -> list[Path]:
    """Write the files of a new challenge; returns them. UsageError where something is there already."""
    if not is_id(challenge_id):
        raise UsageError(f"an id is made of a-z, 0-9 and -, such as 07-caching; got {challenge_id!r}")
    templates = {catalogue.root / file: name for file, name in _files(challenge_id)}
    there = [folder for folder in dict.fromkeys(file.parent for file in templates) if folder.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already")
    for file, name in templates.items():
        text = Template((_TEMPLATES / name).read_text("utf-8")).safe_substitute(id=challenge_id, title=title)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(templates)


def _files(challenge_id: str) -> Iterator[tuple[str, str]]:
    """Each file's path below the course's top folder, and what it starts as."""
    for name in ("challenge.yaml", "help.yaml", "wrong.yaml", "README.md"):
        yield f"challenges/{challenge_id}/{name}", name
    starter, solution = f"starter/{challenge_id}", f"solutions/{challenge_id}"
    for folder in (starter, f"challenges/{challenge_id}/starter", solution):
        yield f"{folder}/Dockerfile", "solution.Dockerfile" if folder == solution else "starter.Dockerfile"
        yield f"{folder}/app.py", "app.py"
