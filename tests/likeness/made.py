"""Submissions and what they say, made in one line."""

from pathlib import Path

from grader.likeness import Said, Statement
from grader.likeness.said import Reader
from tests.likeness.classes import write

STARTER = "FROM python:3.11\nWORKDIR /app\nRUN pip install -r requirements.txt\nCMD python app.py\n"
BUILD = "FROM python:3.11 AS build\n"


def said(folder: Path, dockerfile: str, starter: str = "", **files: str) -> Said:
    """What a submission of these files says; `dockerignore` is the one with a dot."""
    named = {"Dockerfile": dockerfile} | {
        ".dockerignore" if name == "dockerignore" else name: text for name, text in files.items()
    }
    reader = Reader(("**",))
    if starter:
        reader = Reader.of(("**",), write(folder / "starter", {"Dockerfile": starter}))
    return reader.read(write(folder / str(len(list(folder.iterdir()))), named))


def texts(one: Said) -> list[str]:
    """Its statements as texts."""
    return [str(each) for each in one.statements]


def says(*statements: str) -> Said:
    """A submission that makes these statements in the Dockerfile."""
    return Said(" ".join(statements), tuple(Statement("Dockerfile", each) for each in statements))
