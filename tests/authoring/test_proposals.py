"""What kinds may be asked of a solution, told by facts."""

import pkgutil
from pathlib import Path

import pytest

from grader.authoring import proposals
from grader.authoring.changes import changed_copy
from grader.authoring.drafting.pair import Page
from grader.authoring.drafting.proposal import Proposed
from grader.authoring.drafting.python_packages import PREFIX
from grader.authoring.proposals import command, http, image_files, propose
from grader.criterion import Unmet
from grader.criterion.samples import file, found_files, http_answer
from grader.dockerfile import read_dockerfile
from grader.evidence import CommandFact, ContainerCommand, DockerfileText, Facts, ImageFiles
from grader.values import replace
from tests.authoring.drafting.sides import SOLUTION, pair, side
from tests.shipped import KINDS

OF_FILES = ["stage_count", "stage_names", "pinned_bases", "dockerfile_instruction"]


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Proposed]:
    """All proposals by their ids."""
    return {one.id: one for one in propose(pair(tmp_path))}


def test_every_kind_makes_proposals() -> None:
    """The files are named as the kinds."""
    assert {module.name for module in pkgutil.iter_modules(proposals.__path__)} == set(KINDS)


def test_proposals_are_criteria_of_their_kinds(made: dict[str, Proposed]) -> None:
    """They hold the facts of the solution, and are named once."""
    size, base = made["image-size"].criterion, made["base-image"].criterion
    assert size.image_limit is not None
    assert 150_000_000 < size.image_limit < 450_000_000
    assert base.base_images == ("python:3.11-slim",)
    assert {"copies-from-stage", "smaller-than-starter", "settings", "non-root"} <= set(made)


@pytest.mark.parametrize("name", OF_FILES)
def test_a_wrong_variant_breaks_what_the_text_decides(
    tmp_path: Path, made: dict[str, Proposed], name: str
) -> None:
    """The kind itself says so of the changed Dockerfile, and met of the solution."""
    one = next(each for each in made.values() if each.criterion.check == name)
    for number, changes in enumerate(one.wrong):
        folder = changed_copy(tmp_path / "b", changes, tmp_path / f"{name}{number}")
        finding = one.criterion.finding(_read((folder / "Dockerfile").read_text()))
        assert isinstance(finding, Unmet)
    assert one.wrong
    assert not isinstance(one.criterion.finding(_read(SOLUTION)), Unmet)


def _read(text: str) -> Facts:
    return Facts({DockerfileText(): read_dockerfile(text.encode())})


@pytest.mark.parametrize(
    ("path", "route"), [("/health", '"/health"'), ("/x?a=1", "'/x'"), ("/cars/3", '"/cars/<int:number>"')]
)
def test_an_answer_is_broken_by_another_route(tmp_path: Path, path: str, route: str) -> None:
    """Of the path itself, or of the one whose parameter it gives."""
    made = pair(tmp_path)
    (tmp_path / "b" / "app.py").write_text(f"@app.get({route})\n")
    page = Page(path, 5000, "app.py", http_answer('{"a": 1}'))
    (proposal,) = http.propose(replace(made, pages=(page,), given=frozenset({"app.py"})))
    changed = changed_copy(tmp_path / "b", proposal.wrong[0], tmp_path / "changed")
    assert (changed / "app.py").read_text() == f"@app.get({route[0]}/elsewhere{route[1:]})\n"
    assert proposal.options == {"path": path, "port": 5000, "application": "app.py", "json": {"a": 1}}


def test_a_package_that_brings_a_library_of_its_own(tmp_path: Path) -> None:
    """Instead of the one that uses the system's."""
    made = pair(tmp_path)
    (tmp_path / "b" / "requirements.txt").write_text("flask==3\npsycopg2==2.9\n")
    one = next(each for each in image_files.propose(made) if each.name == "no-copy-of-a-library")
    assert one.options == {"absent": ["/**/psycopg2_binary*"]}
    changed = changed_copy(tmp_path / "b", one.wrong[0], tmp_path / "changed")
    assert (changed / "requirements.txt").read_text() == "flask==3\npsycopg2-binary==2.9\n"


def test_an_import_is_broken_by_the_folder_of_its_package(tmp_path: Path) -> None:
    """Without __init__.py alone Python would take the folder for a namespace, and import it."""
    asked = ImageFiles(("/**/flask/__init__.py",))
    found = found_files(file("/x/site-packages/flask/__init__.py"))
    answers = {ContainerCommand(PREFIX): CommandFact(0, "/usr/local\n"), asked: found}
    ended = side(tmp_path / "s", SOLUTION, answers)
    (tmp_path / "s" / "requirements.txt").write_text("flask==3\n")
    (proposal,) = command.propose(replace(pair(tmp_path), solution=ended))
    assert proposal.options == {"run": ["python", "-c", "import flask"]}
    changed = changed_copy(tmp_path / "s", proposal.wrong[0], tmp_path / "changed")
    assert "rm -r $(find / -xdev -type d -path '*-packages/flask')" in (changed / "Dockerfile").read_text()
