"""Here-documents folded away."""

import pytest

from grader.bench.folding import folded
from grader.dockerfile import read_dockerfile


def _folded(text: str) -> str:
    return folded(text.encode(), read_dockerfile(text.encode(), "Dockerfile")).decode()


@pytest.mark.parametrize(
    ("instruction", "becomes"),
    [
        ("RUN <<EOF\napt-get update\npip install 'a b'\nEOF", "RUN apt-get update; pip install 'a b'"),
        ("RUN --mount=type=cache,target=/c <<-E\n\tset -e\n\tE", "RUN --mount=type=cache,target=/c set -e"),
        ("RUN <<EOF\nif true; then\n  make \\\n    all\nfi\nEOF", "RUN true; make all"),
        ("RUN python3 <<'EOF'\nimport apt\nEOF", "RUN python3"),
        ("RUN <<EOF\n#!/usr/bin/env python3\nFROM = 1\nEOF", "RUN true"),
        ("RUN <<EOF\n#!/bin/bash\nmake\nEOF", "RUN make"),
        ("RUN <<EOF cat > /x\nFROM b\nEOF", "RUN cat > /x"),
        ("RUN <<EOF\nEOF", "RUN true"),
        ("RUN <<'EOF' bash -eu\nmake\nEOF", "RUN make"),
        ("RUN /bin/sh -e <<EOF\nmake\nEOF", "RUN make"),
        ('COPY <<a.txt <<"b" /x/\nADD c\na.txt\nRUN d\nb', "COPY heredoc heredoc /x/"),
        ("COPY --chmod=755 <<EOF \\\n  /x\na\nEOF", "COPY --chmod=755 heredoc   /x"),
        ("AD\\\nD a \\\n  b", "ADD a   b"),
        ("ru\\\nn sh", "RUN sh"),
        ("ONBUILD RUN <<EOF\nmake\nEOF", "ONBUILD RUN make"),
    ],
)
def test_one_line(instruction: str, becomes: str) -> None:
    """The instruction keeps its line and its commands, and what follows keeps its line."""
    lines = _folded(f"FROM a\n{instruction}\nUSER b\n").split("\n")
    assert lines[:2] == ["FROM a", becomes]
    assert not any(lines[2:-2])
    assert lines.index("USER b") == instruction.count("\n") + 2


def test_nothing_to_fold() -> None:
    """A text without here-documents stays as it is, to the byte."""
    text = "# escape=`\r\nFROM a `\r\n  AS b\nRUN echo '<<EOF'\r\n"
    assert _folded(text) == text
