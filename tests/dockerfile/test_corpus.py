"""Awkward Dockerfiles, each with what the grader must read in it.

`NAME.json` beside `NAME.Dockerfile` has the stages, images and warnings, or `error`: the line and the reason.
"""

import json
from pathlib import Path
from typing import Any

from grader.dockerfile import Dockerfile, DockerfileError, read_dockerfile
from tests.dockerfile.oracle import grader, oracle

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


def test_corpus_reads_as_expected() -> None:
    """Stages, bases, images, lines and warnings are the expected ones, or the refusal is."""
    expected = {path.stem: json.loads(path.with_suffix(".json").read_text("utf-8")) for path in CORPUS}
    assert {path.stem: _read(path) for path in CORPUS} == expected


def test_corpus_parses_as_buildkit_parses_it() -> None:
    """Instructions, words, flags and lines are those of BuildKit's parser, or both refuse the file."""
    texts = {path.stem: path.read_bytes() for path in CORPUS if path.stem not in BEYOND_THE_ORACLE}
    seen = {name: oracle(text.decode()) for name, text in texts.items()}
    assert {name: grader(text.decode()) for name, text in texts.items()} == seen


def test_corpus_is_whole() -> None:
    """Every Dockerfile has its expectation and the other way round, and none was lost."""
    expected = {path.stem for path in CORPUS[0].parent.glob("*.json")}
    assert {path.stem for path in CORPUS} == expected
    assert len(CORPUS) >= 120
