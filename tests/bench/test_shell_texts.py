import pytest

from grader.bench.shell_texts import shell_texts, start_scripts
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
        ("RUN cat <<EOF | sh\napt-get install -y gcc\nEOF\n", "Dockerfile"),
        ("RUN cat <<EOF >/x && sh /x\napt-get install -y gcc\nEOF\n", "Dockerfile"),
        ("RUN cat >/opt/x <<EOF\napt-get install -y gcc\nEOF\nRUN sh /opt/x\n", "Dockerfile"),
        ("RUN cat <<EOF >'/x' && chmod +x /x\napt-get install -y gcc\nEOF\nRUN /x\n", "Dockerfile"),
        ("RUN apt-get install -y gcc\n", "Dockerfile"),
        ('COPY setup.sh /\nRUN ["sh", "/setup.sh"]\n', "setup.sh"),
    ],
)
def test_shell_is_found(dockerfile: str, file: str) -> None:
    """The shell that a RUN executes is found, wherever it is written."""
    assert _files(dockerfile) == [file]


def test_a_script_is_read_once() -> None:
    """However many RUNs name it, and only so many paths are looked for."""
    read: list[str] = []

    def read_file(path: str) -> str:
        read.append(path)
        return INSTALL

    names = " && ".join(f"sh a/b/c/{number}.sh" for number in range(90))
    text = f"FROM alpine\n{'RUN sh ./setup.sh' + chr(10)}" + f"RUN sh ./setup.sh && {names}\n" * 40
    texts = shell_texts(read_dockerfile(text.encode()), read_file)
    assert len(read) == len(set(read))
    assert [found.file for found in texts].count("setup.sh") == 1


@pytest.mark.usefixtures("bounded_work")
def test_what_is_read_has_an_end() -> None:
    """Beyond so many characters nothing more is read."""
    names = " && ".join(f"sh ./{number}.sh" for number in range(90))
    sizes: list[int] = []

    def read_file(_path: str) -> str:
        sizes.append(100_000)
        return "echo x\n" * 14_000

    shell_texts(read_dockerfile(f"FROM alpine\nRUN {names}\n".encode()), read_file)
    assert sum(sizes) <= 2_100_000


@pytest.mark.parametrize(
    "dockerfile",
    [
        "COPY README.md /\nRUN true\n",
        "COPY . /app\nRUN pip install -r requirements.txt\n",
        "COPY setup.sh /\n",
        "RUN cat README.md\n",
        "RUN cat <<EOF >/notes\napt-get install -y gcc\nEOF\n",
        "RUN mkdir -p /d && tee /d/notes <<EOF\napt-get install -y gcc\nEOF\n",
        "COPY <<EOF /x.sh\napt-get install -y gcc\nEOF\nRUN true\n",
        "RUN sh ../setup.sh\n",
    ],
)
def test_what_is_not_run(dockerfile: str) -> None:
    """A file that is only copied, written or mentioned is not run."""
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


@pytest.mark.parametrize(
    ("dockerfile", "place"),
    [
        ('COPY setup.sh /\nENTRYPOINT ["/setup.sh"]\nCMD ["x"]\n', ("setup.sh", 1)),
        ("COPY setup.sh /app/go\nCMD exec /app/go\n", ("setup.sh", 1)),
        ("COPY <<EOF /go.sh\nx\nEOF\nCMD sh /go.sh\n", ("Dockerfile", 3)),
    ],
)
def test_start_scripts(dockerfile: str, place: tuple[str, int]) -> None:
    """What CMD and ENTRYPOINT run is found where it is written."""
    (script,) = start_scripts(read_dockerfile(f"FROM alpine\n{dockerfile}".encode()), FILES.get)
    assert (script.file, script.line) == place


def test_no_start_script() -> None:
    """A program that the image brings is no script of the folder."""
    dockerfile = read_dockerfile(b'FROM alpine\nCOPY . /app\nCMD ["python", "setup.sh"]\n')
    assert start_scripts(dockerfile, FILES.get) == ()
