"""What keeps the cache mounts of submissions apart."""

from pathlib import Path

import pytest

from grader.dockerfile import read_dockerfile
from grader.engine.cache_mounts import keyed, without_marker
from grader.engine.ownership import namespace_of

CACHE = "--mount=type=cache,id=x,target=/c"
MARK = " --mount=type=secret,id=mine"


def _keyed(*lines: str) -> str | None:
    text = "\n".join(("FROM a", *lines)).encode()
    made = keyed(text, read_dockerfile(text), "mine")
    return None if made is None else made.decode().partition("\n")[2]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"RUN {CACHE} pip", f"RUN{MARK} {CACHE} pip"),
        (f"  run {CACHE} pip", f"  run{MARK} {CACHE} pip"),
        (f"RUN \\\n  {CACHE} \\\n  pip", f"RUN{MARK} \\\n  {CACHE} \\\n  pip"),
        (f"RUN {CACHE} <<E\nRUN x\nE", f"RUN{MARK} {CACHE} <<E\nRUN x\nE"),
        ("RUN --mount=type=$T,target=/c pip", f"RUN{MARK} --mount=type=$T,target=/c pip"),
        (f"ONBUILD RUN {CACHE} pip", f"ONBUILD RUN{MARK} {CACHE} pip"),
    ],
)
def test_a_layer_made_with_a_cache_is_of_one_submission(line: str, expected: str) -> None:
    """A mount that says whose it is is added; all lines stay where they are."""
    assert _keyed(line) == expected


@pytest.mark.parametrize("line", ["RUN pip", "RUN --mount=target=/c pip", f"CMD run {CACHE}"])
def test_other_layers_are_shared(line: str) -> None:
    """Nothing else is changed."""
    assert _keyed(line) == line


def test_a_keyword_across_lines() -> None:
    """It cannot be added to, so no cached layer may be used."""
    assert _keyed(f"RU\\\nN {CACHE} pip") is None


def test_what_the_builder_says() -> None:
    """It shows the learner's own instruction."""
    assert without_marker(f"#5 [2/2] RUN{MARK} {CACHE} pip", "mine") == f"#5 [2/2] RUN {CACHE} pip"


def test_the_namespace_is_the_folders() -> None:
    """The same folder has the same one, another folder another."""
    here = namespace_of(Path("/a"))
    assert here == namespace_of(Path("/a")) != namespace_of(Path("/b"))
    assert here.startswith("grader-")
