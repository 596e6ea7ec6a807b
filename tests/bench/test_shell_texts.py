import pytest

from grader.bench.shell_texts import shell_texts
from grader.dockerfile import read_dockerfile

INSTALL = "apt-get install -y gcc\n"
FILES = {"setup.sh": INSTALL, "scripts/setup.sh": INSTALL, "README.md": INSTALL}


def _files(dockerfile: str) -> list[str]:
    """The files in which shell that installs gcc is found."""
    texts = shell_texts(read_dockerfile(f"FROM alpine\n{dockerfile}".encode()), FILES.get)
    return [text.file for text in texts if INSTALL.strip() in text.text]


@pytest.mark.parametrize(
    ("dockerfile", "file"),
    [
        ("COPY setup.sh /tmp/\nRUN sh /tmp/setup.sh\n", "setup.sh"),
        ("COPY setup.sh /tmp/other\nRUN /tmp/other\n", "setup.sh"),
        ("COPY . /app\nRUN sh /app/scripts/setup.sh\n", "scripts/setup.sh"),
        ("COPY setup.sh README.md /tmp/\nRUN cd /tmp && bash setup.sh\n", "setup.sh"),
        ("ADD setup.sh /\nRUN . /setup.sh\n", "setup.sh"),
        ("RUN --mount=type=bind,source=setup.sh,target=/x sh /x\n", "setup.sh"),
        ("COPY <<EOF /x.sh\napt-get install -y gcc\nEOF\nRUN sh /x.sh\n", "Dockerfile"),
        ("RUN <<EOF\napt-get install -y gcc\nEOF\n", "Dockerfile"),
        ("RUN apt-get install -y gcc\n", "Dockerfile"),
        ('COPY setup.sh /\nRUN ["sh", "/setup.sh"]\n', "setup.sh"),
    ],
)
def test_shell_is_found(dockerfile: str, file: str) -> None:
    """The shell that a RUN executes is found, wherever it is written."""
    assert _files(dockerfile) == [file]


@pytest.mark.parametrize(
    "dockerfile",
    [
        "COPY README.md /\nRUN true\n",
        "COPY . /app\nRUN pip install -r requirements.txt\n",
        "COPY setup.sh /\n",
        "RUN cat README.md\n",
        "COPY <<EOF /x.sh\napt-get install -y gcc\nEOF\nRUN true\n",
        "RUN sh ../setup.sh\n",
    ],
)
def test_what_is_not_run(dockerfile: str) -> None:
    """A file that is only copied, or only mentioned, is not run."""
    assert _files(dockerfile) == []


def test_earlier_stages_do_not_count() -> None:
    """Only the final stage, and the stages it builds on, end up in the image."""
    assert _files("RUN apt-get install -y gcc\nFROM alpine\nRUN true\n") == []


def test_inherited_stages_count() -> None:
    """A stage that the final one is built on counts."""
    read = read_dockerfile(b"FROM alpine AS a\nRUN apt-get install -y gcc\nFROM a\n")
    assert [text.line for text in shell_texts(read, FILES.get)] == [2]


def test_triggers_are_read() -> None:
    """What an ONBUILD of the stage below runs ends up in the image, too."""
    base = "FROM alpine AS base\nONBUILD COPY setup.sh /\nONBUILD RUN sh /setup.sh\n"
    texts = shell_texts(read_dockerfile(f"{base}FROM base\n".encode()), FILES.get)
    assert [text.file for text in texts if INSTALL in text.text] == ["setup.sh"]
    assert shell_texts(read_dockerfile(base.encode()), FILES.get) == ()
