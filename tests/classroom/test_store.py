"""Every question and every fact comes back as it was."""

import json
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grader.evidence as evidence
from grader.criterion import Criterion
from grader.dockerfile import read_dockerfile
from grader.evidence import (
    Blocked,
    Broken,
    BuildContext,
    ContextFact,
    ContextPattern,
    DockerfileText,
    Skipped,
)
from grader.evidence.store import UnreadableEvidenceError, from_plain, to_plain
from grader.values import Value, fields
from tests.criteria.made import known, made
from tests.shipped import KINDS

NOT_KEPT = {
    "Facts",
    "KeptAnswers",
    "Question",
    "SourceQuestion",
    "ImageQuestion",
    "ContainerQuestion",
    "Attachments",
    "BenchSummary",
    "EngineSummary",
    "ImageSummary",
}
CLASSES = [
    cls
    for name, cls in vars(evidence).items()
    if isinstance(cls, type) and issubclass(cls, Value) and cls.__name__ == name and name not in NOT_KEPT
]
# Text from a submission is decoded with U+FFFD in place of what is no UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def again(answers: dict[Any, Any]) -> dict[Any, Any]:
    """Written as JSON text, and read."""
    return from_plain(json.loads(json.dumps(to_plain(answers))))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_examples(kind: type[Criterion]) -> None:
    """What the kinds of criteria ask and get."""
    for example in kind.examples:
        answers = dict(known(made(kind, **example.options), example).answers)
        assert again(answers) == answers, example.says


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class(cls: type) -> None:
    """Whatever a field holds, it is the same afterwards, type by type."""

    @settings(max_examples=6)
    @given(_values(cls))
    def check(fact: object) -> None:
        (back,) = again({DockerfileText(): fact}).values()
        assert (back, repr(back)) == (fact, repr(fact))

    check()


@cache
def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type; no half characters, and no numbers that are unequal to themselves."""
    if hint is str:
        return TEXT
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if get_origin(hint) in {types.UnionType, Union}:
        return st.one_of(*map(_values, get_args(hint)))
    if get_origin(hint) is tuple:
        args = get_args(hint)
        if args[-1] is Ellipsis:
            return st.lists(_values(args[0]), max_size=3).map(tuple)
        return st.tuples(*map(_values, args))
    if get_origin(hint) is Literal or hint in {int, bool, type(None)}:
        return st.from_type(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{one.name: _values(hints[one.name]) for one in fields(hint)})


def test_dockerfile() -> None:
    """A Dockerfile with all that it may hold."""
    lines = (
        b"# syntax=docker/dockerfile:1",
        b"ARG V=3",
        b"FROM a:$V AS x",
        b"ONBUILD RUN echo",
        b"RUN <<E",
        b"ls",
        b"E",
        b"FROM 0",
        b"COPY --from=x /a /b",
        b'CMD ["a"]',
    )
    text = b"\n".join(lines)
    answers: dict[Any, Any] = {DockerfileText(): read_dockerfile(text)}
    assert again(answers) == answers


def test_no_facts() -> None:
    """Why there is no fact is kept, too."""
    answers = {
        evidence.BuiltImage(): Blocked("build", "it fails", "Dockerfile", 3),
        evidence.ImageSize(): Broken("no engine"),
        evidence.HttpRequest(ready_within=30): Skipped("static"),
        evidence.Lint(("DL3006",)): (),
    }
    assert again(answers) == answers


def test_file_name_that_is_no_utf8() -> None:
    """Half a character becomes a question mark, and the rest can still be read."""
    fact = ContextFact(1, 1, None, (ContextPattern("*", ("caf\udce9", "é"), ignored=False),))
    (back,) = again({BuildContext(("*",)): fact}).values()
    assert back.patterns[0].present == ("caf?", "é")


@pytest.mark.parametrize(
    "kept",
    [
        [{}],
        ["text"],
        [None],
        None,
        7,
        [{"question": {"type": "HttpRequest", "fields": {}}}],
        [{"question": {"type": "Unknown", "fields": {}}, "answer": {"type": "Broken", "fields": {}}}],
        [{"question": {"type": "__doc__", "fields": {}}, "answer": {}}],
        [{"question": {"type": "HttpRequest", "fields": {"port": "x"}}, "answer": {}}],
        [{"question": {"type": "HttpRequest", "fields": {}}, "answer": {"type": "HttpAnswer", "fields": {}}}],
        [{"question": {"type": "HttpRequest", "fields": {"more": 1}}, "answer": {"type": "tuple"}}],
        [{"question": {"type": 3, "fields": {}}, "answer": {}}],
        [{"question": {"type": ["tuple"], "fields": {}}, "answer": {}}],
        [{"question": {"type": "KeptAnswers", "fields": {}}, "answer": {}}],
        [
            {
                "question": {"type": "Facts", "fields": {}},
                "answer": {"type": "Broken", "fields": {"reason": "x"}},
            }
        ],
    ],
)
def test_unreadable(kept: Any) -> None:
    """What another version kept, or what is damaged, is told and never guessed."""
    with pytest.raises(UnreadableEvidenceError, match="cannot be read"):
        from_plain(kept)


def test_only_evidence_is_kept() -> None:
    """An answer that is no fact is an error while it is kept, not when it is read."""
    with pytest.raises(TypeError, match="no question and no fact"):
        to_plain({DockerfileText(): "text"})
