"""Awkward Dockerfiles, each with what the grader must read in it.

`NAME.json` beside `NAME.Dockerfile` has the stages, images and warnings, or `error`: the line and the reason.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.dockerfile import Dockerfile, DockerfileError, read_dockerfile

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.Dockerfile"))

BEYOND_THE_ORACLE = {
    "heredoc-spaced": "the oracle's BuildKit does not know `<< EOF` with a space",
    "not-utf8": "the oracle takes text, not bytes",
    "nul-byte": "the oracle takes a NUL byte for text",
    "onbuild-onbuild": "the oracle shows an empty word more; both agree on the refusal",
    "utf16": "the oracle takes text, not bytes",
    "directives": "the oracle's BuildKit does not know `# check=`, and so reads no `# escape=` behind it",
}


def _read(path: Path) -> dict[str, Any]:
    try:
        found = read_dockerfile(path.read_bytes(), platform="linux/amd64")
    except DockerfileError as error:
        return {"error": f"{error.line}: {error.why}"}
    return _shown(found)


def _shown(found: Dockerfile) -> dict[str, Any]:
    names = ("name", "base", "image", "line", "end_line")
    shown = {
        "stages": [{name: getattr(stage, name) for name in names} for stage in found.stages],
        "external_images": list(found.external_images),
        "warnings": list(found.warnings),
    }
    directives = {"escape": found.escape, "syntax": found.syntax, "check": found.check}
    plain = {"escape": "\\", "syntax": None, "check": None}
    return shown if directives == plain else {**shown, "directives": directives}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus_reads_as_expected(path: Path) -> None:
    """Stages, bases, images, lines and warnings are the expected ones, or the refusal is."""
    assert _read(path) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [path for path in CORPUS if path.stem not in BEYOND_THE_ORACLE], ids=lambda path: path.stem
)
def test_corpus_parses_as_buildkit_parses_it(agree: Callable[[str], None], path: Path) -> None:
    """Instructions, words, flags and lines are those of BuildKit's parser, or both refuse the file."""
    agree(path.read_bytes().decode())


def test_corpus_is_whole() -> None:
    """Every Dockerfile has its expectation and the other way round, and none was lost."""
    expected = {path.stem for path in CORPUS[0].parent.glob("*.json")}
    assert {path.stem for path in CORPUS} == expected
    assert len(CORPUS) >= 120
