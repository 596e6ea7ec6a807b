"""What a submission says, in its normal form."""

from pathlib import Path

import pytest

from grader.likeness.said import Reader
from tests.likeness.made import BUILD, STARTER, said, texts

TAIL = (
    "FROM python:3.11-slim\nCOPY --from=build /wheels /wheels\nRUN pip install --find-links=/wheels flask\n"
)
SAME = {
    "comments and blanks": ("FROM a:1\nRUN x  y\n", "# mine\n\nFROM   a:1\n\n# step\nRUN x y\n"),
    "case of instructions": ("FROM a AS b\nRUN x\n", "from a as b\nrun x\n"),
    "continuation lines": ("FROM a:1\nRUN x && y\n", "FROM a:1\nRUN x \\\n  # why\n  && y\n"),
    "order of packages": (
        "FROM a:1\nRUN apt-get install -y gcc make\n",
        "FROM a:1\nRUN apt-get install make -y gcc\n",
    ),
    "packages of pip": ("FROM a:1\nRUN pip install x y\n", "FROM a:1\nRUN pip install y x\n"),
    "names of stages": (BUILD + TAIL, "FROM python:3.11 AS Eins\n" + TAIL.replace("from=build", "from=eins")),
    "a stage by its number": (BUILD + TAIL, "FROM python:3.11\n" + TAIL.replace("from=build", "from=0")),
    "a mount from a stage": (
        "FROM a AS b\nFROM c\nRUN --mount=type=bind,from=b,target=/x ls\n",
        "FROM a AS d\nFROM c\nRUN --mount=from=d,type=bind,target=/x ls\n",
    ),
    "names of copied folders": (BUILD + TAIL, BUILD + TAIL.replace("/wheels", "/tmp/w-1")),
    "names of folders above": (
        "FROM a AS b\nRUN make /out/lib\nFROM c\nCOPY --from=b /out/lib /opt/x\n",
        "FROM a AS b\nRUN make /made/l\nFROM c\nCOPY --from=b /made/l /opt/y\n",
    ),
    "one ENV or two": ("FROM a:1\nENV A=1 B=2\n", 'FROM a:1\nENV B="2"\nENV A 1\n'),
    "where EXPOSE stands": ("FROM a:1\nEXPOSE 80/tcp\nRUN x\n", "FROM a:1\nRUN x\nEXPOSE 80\n"),
    "quotes and braces": ("FROM a:1\nRUN x ${A} 'b'\n", "FROM a:1\nRUN x $A b\n"),
    "blanks in a JSON array": ('FROM a\nCMD ["x","y"]\n', 'FROM a\nCMD [ "x", "y" ]\n'),
    "spelling of a base": ("FROM python:3\n", "FROM docker.io/library/python:3\n"),
    "an argument in FROM": ("ARG V=3\nFROM python:$V\n", "ARG V=3\nFROM python:3\n"),
    "spelling of a path": ("FROM a:1\nWORKDIR /app/\nCOPY ./b ./\n", "FROM a:1\nWORKDIR /app\nCOPY b .\n"),
    "a folder's last slash": ("FROM a\nCOPY src/ /x/\n", "FROM a\nCOPY src /x\n"),
    "the mark of a heredoc": ("FROM a:1\nRUN <<A\nx\nA\n", "FROM a:1\nRUN <<B\n# why\nx\nB\n"),
}
OTHER = {
    "a command": ("FROM a:1\nRUN x\n", "FROM a:1\nRUN y\n"),
    "what joins commands": ("FROM a:1\nRUN x && y\n", "FROM a:1\nRUN x || y\n"),
    "one layer or two": ("FROM a:1\nRUN x && y\n", "FROM a:1\nRUN x\nRUN y\n"),
    "exec and shell form": ('FROM a\nCMD ["x", "y"]\n', "FROM a:1\nCMD x y\n"),
    "quotes around a variable": ("FROM a:1\nRUN x '$A'\n", 'FROM a\nRUN x "$A"\n'),
    "a system's folder": (BUILD + TAIL, BUILD + TAIL.replace("/wheels", "/usr/local")),
    "a file or a file in a folder": ("FROM a\nCOPY a.py /x\n", "FROM a\nCOPY a.py /x/\n"),
    "where VOLUME stands": ("FROM a\nVOLUME /x\nRUN x\n", "FROM a\nRUN x\nVOLUME /x\n"),
    "two folders or one": (BUILD + TAIL, BUILD + TAIL.replace("/wheels /wheels", "/wheels /w")),
    "order of arguments": ("FROM a:1\nRUN cp x y\n", "FROM a:1\nRUN cp y x\n"),
    "ENV that uses another": ("FROM a:1\nENV A=1\nENV B=$A\n", "FROM a:1\nENV B=$A\nENV A=1\n"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_same(tmp_path: Path, one: str, other: str) -> None:
    """What makes no difference does not count."""
    assert said(tmp_path, one) == said(tmp_path, other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_other(tmp_path: Path, one: str, other: str) -> None:
    """What makes a difference counts."""
    assert said(tmp_path, one).form != said(tmp_path, other).form


def test_statements(tmp_path: Path) -> None:
    """Each command of a RUN is a statement, and names are left out of all."""
    assert texts(said(tmp_path, BUILD + "RUN apt-get update && pip wheel -w /wheels .\n" + TAIL)) == [
        "FROM python:3.11",
        "RUN apt-get update",
        "RUN pip wheel -w (folder) .",
        "FROM python:3.11-slim",
        "COPY --from=(stage) (folder) (folder)",
        "RUN pip install --find-links=(folder) flask",
    ]


def test_without_the_starter(tmp_path: Path) -> None:
    """What the starter says, and the folders that it names, are no learner's idea."""
    mine = STARTER.replace("3.11", "3.11 AS b") + "FROM x:1\nCOPY --from=b /app /app\n"
    assert texts(said(tmp_path, mine, STARTER)) == ["FROM x:1", "COPY --from=(stage) /app /app"]
    assert texts(said(tmp_path / "starter", STARTER, STARTER)) == []


def test_other_files(tmp_path: Path) -> None:
    """Scripts and ignore files count by their lines, a script under any name."""
    one = said(tmp_path, "FROM a:1\n", start="#!/bin/sh\n# go\nexec  x\n", dockerignore="b/\n# c\n/a\n")
    other = said(tmp_path, "FROM a:1\n", run="exec x\n", dockerignore="a\nb\n")
    assert one == other
    assert texts(one) == ["FROM a:1", ".dockerignore: a", ".dockerignore: b", "own file: exec x"]
    back = said(tmp_path, "FROM a:1\n", dockerignore="b\n!a\n")
    assert back.form != said(tmp_path, "FROM a:1\n", dockerignore="!a\nb\n").form


def test_refused_dockerfile(tmp_path: Path) -> None:
    """A Dockerfile that BuildKit refuses says what can be read of it, in the same form."""
    one = said(tmp_path, "FROM a:1 AS b\nrunn x \\\n  y\nRUN pip install z x\nFROM b\n")
    assert one == said(tmp_path, "# mine\nFROM a:1 as c\nRUNN x y\nrun pip install x z\nFROM c\n")
    assert texts(one) == ["FROM a:1", "RUNN x y", "RUN pip install x z", "FROM (stage)"]
    assert texts(said(tmp_path, "")) == []
    assert texts(said(tmp_path, "RUN x\nRUN <<E\n")) == ["RUN x"]


def test_no_link_is_followed(tmp_path: Path) -> None:
    """A link, a binary file and one without end are no texts."""
    folder = tmp_path / "0"
    said(tmp_path, "FROM a:1\n")
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "binary").write_bytes(b"\0x")
    (folder / "large").write_text("x\n" * 100_000)
    found = texts(Reader(("**",)).read(folder))
    assert found[0] == "FROM a:1"
    assert found[1].startswith("own file: (sha256 ")
    assert found[2:] == ["own file: (not read)"]


HOSTILE = {
    "a command without end": "FROM a:1\nRUN " + "x " * 30_000,
    "quotes": "FROM a:1\nRUN " + "'\"" * 20_000,
    "many words": "FROM a:1\n" + f"RUN {'a&&' * 3_000}b\n" * 90,
    "many folders":
    "FROM a AS b\nFROM c\n" + "".join(f"COPY --from=b /f{n}/{'g/' * 9}h /x\n" for n in range(99)),
    "braces": "FROM a:1\nRUN " + "${" * 15_000,
    "many names": "FROM a:1\nENV " + " ".join(f"A{n}=1" for n in range(290)),
}  # fmt: skip


@pytest.mark.parametrize("dockerfile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_time(tmp_path: Path, dockerfile: str) -> None:
    """However long it is, it is read, and no more is kept than is compared."""
    one = said(tmp_path, dockerfile)
    assert 0 < len(one.statements) <= 300
    assert max(len(text) for text in texts(one)) <= 501
