"""What a build may let the engine fetch: images by their names, and what ADD takes from addresses."""

import pytest

from grader.dockerfile import parse_reference, read_dockerfile
from grader.dockerfile.allowed import Allowed
from grader.dockerfile.meaning.fetched import Refused, fetched_hosts, first_refused
from grader.dockerfile.meaning.misspelt import meant_tag

DEFAULT = Allowed()
HOSTS = Allowed(hosts=("files.example.com",))
MIRROR = Allowed(
    images=("mirror.example.com:5000/library/python:*", "solution:*"), bases=("python:3.11-slim",)
)
FROM = "FROM python:3.11-slim\n"


def _refused(text: str, allowed: Allowed = DEFAULT, **arguments: str) -> Refused | None:
    dockerfile = read_dockerfile(text.encode(), build_args=arguments)
    return first_refused(dockerfile, allowed, arguments)


@pytest.mark.parametrize(
    "name",
    [
        "python",
        "python:3.11-slim",
        "docker.io/library/python:3.11-slim",
        "docker.io/python",
        "index.docker.io/library/node:20",
        f"python@sha256:{'a' * 64}",
        f"python:3.11@sha256:{'a' * 64}",
        "scratch",
    ],
)
def test_official_images_are_allowed(name: str) -> None:
    """In each spelling that leads to them, with any tag or digest."""
    assert _refused(f"FROM {name}\n") is None


@pytest.mark.parametrize(
    "name",
    [
        "solution",
        "grader-run:123456-1",
        "evil/python:3.11-slim",
        "docker.io/evil/python",
        "library/solution",
        "localhost/python:3.11",
        "localhost:5000/library/python:3.11",
        "127.0.0.1:5000/python",
        "[::1]:5000/python",
        "169.254.169.254/latest/meta-data",
        "example.com/library/python",
        f"sha256:{'a' * 64}",
        "3f2a1bc",
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        "FROM {}\n",
        "FROM python:3\nCOPY --from={} /a /a\n",
        "FROM python:3\nRUN --mount=type=bind,from={},target=/a true\n",
        "FROM python:3 AS a\nONBUILD COPY --from={} /a /a\nFROM a\n",
        "FROM {} AS unused\nFROM python:3\n",
        "ARG A={}\nFROM $A\n",
    ],
)
def test_no_other_image_is(name: str, use: str) -> None:
    """Whatever the engine has under the name, and wherever the name stands."""
    found = _refused(use.format(name))
    assert found is not None
    assert "no such image may be used" in found.why


def test_an_image_out_of_an_argument() -> None:
    """The name counts as the build sees it, with the values that it is given."""
    text = "ARG BASE=python:3.11-slim\nFROM ${BASE}\n"
    assert _refused(text) is None
    assert _refused(text, BASE="solution") is not None


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("mirror.example.com:5000/library/python:3.11", True),
        ("mirror.example.com/library/python:3.11", False),
        ("solution:2", True),
        ("docker.io/library/solution:2", True),
        ("python:3.11-slim", True),
        ("python:3.12-slim", False),
        ("evil.example.com/solution:2", False),
    ],
)
def test_a_challenge_names_its_own(name: str, *, fits: bool) -> None:
    """Patterns take the place of the official images; bases that criteria want count beside them."""
    assert MIRROR.has_image(parse_reference(name)) is fits


def test_a_pattern_leads_to_no_other_registry() -> None:
    """A star stands for no registry: that is written out."""
    assert not Allowed(images=("*",)).has_image(parse_reference("127.0.0.1:5000/python"))


def test_a_misspelt_stage() -> None:
    """The line is told, and the stage that was probably meant."""
    found = _refused(f"{FROM}AS builder\n".replace("\nAS", " AS") + FROM + "COPY --from=bulder /a /a\n")
    assert found is not None
    assert found.line == 3
    assert "No stage is named bulder" in found.why
    assert found.meant == "the stage builder"


def test_a_stage_that_is_not_there_yet_is_not_meant() -> None:
    """A stage's own name, or a later one's, cannot have been meant."""
    found = _refused("FROM bulder AS builder\nFROM a AS bilder\n")
    assert found is not None
    assert "stage" not in found.meant


def test_a_misspelt_image() -> None:
    """An official image that was probably meant is named."""
    found = _refused("FROM pyton:3.11-slim\n")
    assert found is not None
    assert found.meant == "the image python:3.11-slim"


@pytest.mark.parametrize(
    "source",
    [
        "http://127.0.0.1:8000/x",
        "https://files.example.org/x",
        "HTTP://localhost/x",
        "http://[::1]/x",
        "http://2130706433/x",
        "http://files.example.com@127.0.0.1/x",
        "http://files.example.com\\\\@127.0.0.1/x",
        "https://github.com/owner/name.git#main",
        "git://127.0.0.1/name.git",
        "ssh://git@127.0.0.1/name.git",
        "git@127.0.0.1:owner/name.git",
        "github.com/owner/name",
        "ftp://127.0.0.1/x",
        '"http://127.0.0.1/x"',
        "ht'tp://127.0.0.1/x'",
        "$U",
        "${U}",
        "${N:-http://127.0.0.1/x}",
        "${PATH:+http://127.0.0.1/x}",
        "${PATH/*/http://127.0.0.1/x}",
        "$T",
        "http$C",
    ],
)
def test_no_address_is_asked(source: str) -> None:
    """However it is written: with quotes, variables, or a name before an @."""
    setting = 'ARG U=http://127.0.0.1/x\nENV T="http://127.0.0.1/${PATH}" C=://127.0.0.1/x\n'
    for allowed in (DEFAULT, HOSTS):
        found = _refused(f"{FROM}{setting}ADD app.py {source} /x/\n", allowed)
        assert found is not None
        assert found.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "ADD app.tar.gz /app/",
        "ADD ./a:b /app/",
        'ADD ["a b.txt", "/app/"]',
        "ADD --chown=1:1 app.py /app/",
        "ARG TARGETARCH\nADD app-${TARGETARCH}.tar.gz /",
        "ARG NAME\nADD $NAME/app.py /",
        "ADD $PYTHON_VERSION/app.py /",
        "ADD <<EOF /etc/x\nhttp://127.0.0.1/x\nEOF",
        "RUN curl http://127.0.0.1/x",
        "ONBUILD ADD http://127.0.0.1/x /",
    ],
)
def test_files_of_the_context_are_no_addresses(text: str) -> None:
    """ADD of files, archives and heredocs; what a RUN fetches is not fetched by the engine."""
    assert _refused(f"{FROM}{text}\n") is None


def test_a_trigger_asks_where_it_is_triggered() -> None:
    """ONBUILD ADD counts in the stage that is built on it."""
    assert _refused(f"{FROM[:-1]} AS a\nONBUILD ADD http://127.0.0.1/x /\nFROM a\n") is not None


def test_a_host_that_is_allowed() -> None:
    """A challenge may name hosts; they are told to whom must look where they lead."""
    text = f"{FROM}ARG V\nADD https://Files.example.com/x-$V /\nADD git@files.example.com:x/y.git /y\n"
    assert _refused(text, HOSTS, V="1") is None
    assert fetched_hosts(read_dockerfile(text.encode()), {"V": "1"}) == ["files.example.com"]


def test_a_name_that_a_variable_makes() -> None:
    """Where even the name of a variable is not told, none of them is taken for a path."""
    assert _refused(f"{FROM}ENV ${{PATH:+U}}=http://127.0.0.1/${{PATH}}\nADD $U /\n") is not None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("python:3.11-slm", "python:3.11-slim"),
        ("python:3.9-apline", "python:3.9-alpine"),
        ("python:3.11-slim-bokworm", "python:3.11-slim-bookworm"),
        ("python:3.13-slim", None),
        ("python:3.11-slim-bookworm", None),
        ("python:3.11-slim-noble", None),
        ("python:3.11-zyx", None),
        ("python", None),
        (f"python:3.11-slm@sha256:{'a' * 64}", None),
    ],
)
def test_a_tag_that_is_a_slip(name: str, meant: str | None) -> None:
    """A word of the tag is nearly a usual one; versions and known words are no slips."""
    assert meant_tag(parse_reference(name), ("python:3.11-slim",)) == meant
