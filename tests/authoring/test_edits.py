"""The changes that a machine makes to a Dockerfile, kind by kind."""

import pytest

from grader.authoring.edited import DockerfileText, Edited
from grader.authoring.edits import KINDS, bases
from grader.dockerfile import DockerfileError

FILE = """\
# why
FROM python:3.11 AS build
RUN apt-get update && apt-get install -y gcc make \\
    # lists
    && rm -rf /var/lib/lists
COPY a.txt .
FROM python:3.11-slim
COPY --from=build /out /opt/x
USER app
HEALTHCHECK --interval=5s CMD curl http://127.0.0.1:5000/health
CMD ["app", "--bind", "0.0.0.0:8000"]
"""
TEXT = DockerfileText(FILE)


def edits(kind: str) -> dict[str, Edited]:
    """What a kind makes of the file, by its words."""
    return {edited.what: edited for edited in KINDS[kind](TEXT)}


def changed(kind: str, what: str) -> tuple[set[str], set[str]]:
    """The lines that a change takes away, and those that it brings."""
    before, after = set(FILE.splitlines()), set(edits(kind)[what].text.splitlines())
    return before - after, after - before


WORDS = {
    "instruction": [
        "without RUN apt-get update && apt-get install -y gcc make && …",
        "without COPY a.txt .",
        "without COPY --from=build /out /opt/x",
        "without USER app",
        "without HEALTHCHECK --interval=5s CMD curl http://127.0.0.1:5000/heal…",
        'without CMD ["app", "--bind", "0.0.0.0:8000"]',
    ],
    "command": [
        "without apt-get update",
        "without apt-get install -y gcc make",
        "without rm -rf /var/lib/lists",
    ],
    "flag": ["without -y", "without -rf", "without --from=build", "without --interval=5s", "without --bind"],
    "number": ["50 in place of 5", "5001 in place of 5000", "8001 in place of 8000"],
    "path": [
        "/var/lib/lists-other in place of /var/lib/lists",
        "/out-other in place of /out",
        "/opt/x-other in place of /opt/x",
        "/ in place of /health",
    ],
    "host": ["0.0.0.0 in place of 127.0.0.1", "127.0.0.1 in place of 0.0.0.0"],
    "user": ["USER root"],
    "stage name": ["stage renamed in place of build"],
    "package": ["without gcc", "without make"],
    "form": ["CMD app --bind 0.0.0.0:8000"],
    "copy": ["COPY . in place of COPY a.txt ."],
}


@pytest.mark.parametrize(("kind", "words"), WORDS.items(), ids=WORDS)
def test_kind(kind: str, words: list[str]) -> None:
    """Each kind changes one thing, wherever it is, and says what; BuildKit reads what comes of it."""
    assert [what for what in edits(kind) if TEXT.is_another(edits(kind)[what].text)] == words


CHANGES = {
    ("instruction", "without USER app"): ({"USER app"}, set()),
    ("flag", "without --bind"): ({'CMD ["app", "--bind", "0.0.0.0:8000"]'}, {'CMD ["app", "0.0.0.0:8000"]'}),
    ("user", "USER root"): ({"USER app"}, {"USER root"}),
    ("copy", "COPY . in place of COPY a.txt ."): ({"COPY a.txt ."}, {"COPY . ."}),
    ("path", "/ in place of /health"): (
        {"HEALTHCHECK --interval=5s CMD curl http://127.0.0.1:5000/health"},
        {"HEALTHCHECK --interval=5s CMD curl http://127.0.0.1:5000/"},
    ),
    ("stage name", "stage renamed in place of build"): (
        {"FROM python:3.11 AS build", "COPY --from=build /out /opt/x"},
        {"FROM python:3.11 AS renamed", "COPY --from=renamed /out /opt/x"},
    ),
}


@pytest.mark.parametrize(("asked", "lines"), CHANGES.items(), ids=map(str, CHANGES))
def test_nothing_else_changes(asked: tuple[str, str], lines: tuple[set[str], set[str]]) -> None:
    """All other lines, comments too, stay as they are written."""
    assert changed(*asked) == lines


def test_one_command_is_left_out() -> None:
    """Of commands that && joins, the others stay joined."""
    (run,) = [line for line in edits("command")["without apt-get update"].text.splitlines() if "RUN" in line]
    assert " ".join(run.split()) == "RUN apt-get install -y gcc make && rm -rf /var/lib/lists"


def test_neighbours_change_places() -> None:
    """Two instructions of one stage, what stands between them stays there."""
    swapped = edits("order")[
        "COPY a.txt . before RUN apt-get update && apt-get install -y gcc make && …"
    ].text
    assert swapped.index("COPY a.txt") < swapped.index("RUN apt-get")
    assert [edited.line for edited in edits("order").values()] == [3, 8, 9, 10]


def test_bases() -> None:
    """Each base becomes the images that look most like it, as far as they are known."""
    images = ["python:3.11", "python:3.11-slim", "python:3.9", "nginx:1"]
    found = [(edited.what, edited.line) for edited in bases(TEXT, images)]
    assert len(found) == 4
    assert ("python:3.11-slim in place of python:3.11", 2) in found
    assert list(bases(TEXT, ["nginx:1"])) == []


def test_what_is_no_change() -> None:
    """A text that says the same, or that BuildKit refuses, is no change."""
    assert not TEXT.is_another(FILE.replace("# lists", "# other"))
    assert not TEXT.is_another(FILE.replace("COPY a", "COPI a"))
    with pytest.raises(DockerfileError):
        DockerfileText("COPI a\n")
