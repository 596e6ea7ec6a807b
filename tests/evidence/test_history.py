"""How engines write a history down."""

import pytest

from grader.evidence import HistoryEntry
from grader.evidence.history import WrittenStep, layer_makers, pairs, read_step, without_pairs


@pytest.mark.parametrize(
    ("created_by", "step"),
    [
        ("RUN /bin/sh -c make all # buildkit", WrittenStep("RUN", "make all")),
        ("/bin/sh -c make all", WrittenStep("RUN", "make all")),
        ("RUN /bin/bash -o pipefail -c make | tee log # buildkit", WrittenStep("RUN", "make | tee log")),
        ("RUN make all # buildkit", WrittenStep("RUN", "make all")),
        (
            "RUN |2 V=3 NAME=x y /bin/sh -c echo A=b # buildkit",
            WrittenStep("RUN", "echo A=b", (("V", "3"), ("NAME", "x"))),
        ),
        ("|1 V=3 /bin/sh -c make", WrittenStep("RUN", "make", (("V", "3"),))),
        ("RUN |1 V= make all # buildkit", WrittenStep("RUN", "make all", (("V", ""),))),
        ("RUN |1 V=3 /bin/bash -ec make # buildkit", WrittenStep("RUN", "make", (("V", "3"),))),
        ("COPY app.py /app # buildkit", WrittenStep("COPY", "app.py /app")),
        ("/bin/sh -c #(nop) COPY file:1a2b in /app ", WrittenStep("COPY", "file:1a2b in /app")),
        ('/bin/sh -c #(nop)  CMD ["app"]', WrittenStep("CMD", '["app"]')),
        ("ENV PATH=/bin", WrittenStep("ENV", "PATH=/bin")),
        ("CMD", WrittenStep("CMD", "")),
        ("/bin/sh -c echo '#(nop) CMD'", WrittenStep("RUN", "echo '#(nop) CMD'")),
        ("RUN /bin/sh -c CMD=1 make", WrittenStep("RUN", "CMD=1 make")),
        ("debuerreotype 0.15", WrittenStep("", "debuerreotype 0.15")),
        ("", WrittenStep("", "")),
    ],
)
def test_steps(created_by: str, step: WrittenStep) -> None:
    """BuildKit's and the classic builder's form give the same keyword, arguments and text."""
    assert read_step(created_by) == step


def test_instruction() -> None:
    """An entry is shown as a Dockerfile would have it, without the values of build arguments."""
    assert HistoryEntry("RUN |1 TOKEN=x /bin/sh -c make # buildkit", 1).instruction == "RUN make"
    assert HistoryEntry("/bin/sh -c #(nop)  CMD app", 0).instruction == "CMD app"
    assert HistoryEntry("base", 1).instruction == "base"


def test_pairs() -> None:
    """Words with a name and a value."""
    assert pairs("A=1 b.c=x=y not =no d-e=") == (("A", "1"), ("b.c", "x=y"), ("d-e", ""))
    assert without_pairs("RUN |2 A=1 B=2 make", {"A"}) == "RUN |2  B=2 make"


@pytest.mark.parametrize(
    ("history", "count", "makers"),
    [
        ([("base", 9), ("ENV A=1", 0), ("WORKDIR /app", 0), ("COPY a b", 1)], 3, [0, 2, 3]),
        ([("base", 9), ("/bin/sh -c #(nop)  CMD x", 0), ("/bin/sh -c make", 0)], 2, [0, 2]),
        ([("base", 9), ("WORKDIR /there", 0), ("RUN make", 1)], 2, [0, 2]),
        ([("base", 9), ("RUN make", 1)], 3, None),
        ([], 0, []),
        ([("FROM", 9), ("WORKDIR /", 0), ("WORKDIR /app", 0), ("RUN x", 5)], 3, [0, 2, 3]),
    ],
)
def test_layer_makers(history: list[tuple[str, int]], count: int, makers: list[int] | None) -> None:
    """Instructions that change files made the layers, else those with a size; else it is not clear."""
    assert layer_makers([HistoryEntry(text, size) for text, size in history], count) == makers


def test_the_engine_knows_which_entries_made_a_layer() -> None:
    """Where it says so, its word counts, and an empty layer is one."""
    history = [
        HistoryEntry("base", 9, is_layer=True),
        HistoryEntry("WORKDIR /app", 0, is_layer=False),
        HistoryEntry("RUN rm -r /x", 0, is_layer=True),
    ]
    assert layer_makers(history, 2) == [0, 2]
