"""An example in the cells of a table: its options, what is there, what is found."""

import json
from collections.abc import Iterator
from typing import Any

from grader.criterion import Criterion, Example, Hindered, Met, Unmeasured, Unmet
from grader.criterion.samples import build_context, built_image, http_answer, image_size
from grader.evidence import DockerfileText, Facts, HistoryEntry, Question
from grader.text import one_line
from grader.units import show_size
from grader.values import Value, fields

_USUAL: dict[type[Any], Any] = {
    type(fact): fact
    for fact in (
        built_image(),
        built_image().base,
        image_size(),
        build_context(),
        http_answer(),
        HistoryEntry("", 0, own=True),
        HistoryEntry("", 1, own=True),
    )
}
"""Facts of which only the differences are worth a word."""
_OUTCOMES = {Met: "met", Unmet: "unmet", Unmeasured: "broken", Hindered: "blocked"}


def example_row(kind: type[Criterion], example: Example) -> str:
    """One row in Markdown: the outcome and why, the options, what is there, what is found."""
    fixed = {"id": "x", "title": "t", "check": kind.kind(), "points": 10, "hint": "h"}
    criterion = kind.model_validate({**fixed, **example.options})
    facts = example.known(criterion.questions())
    finding = criterion.finding(facts)
    options = [f"{name}: {_plain(value)}" for name, value in example.options.items()]
    there = list(_there(criterion, example, facts))
    found = finding.reason if isinstance(finding, Unmeasured | Hindered) else finding.found
    outcome = f"**{_OUTCOMES[type(finding)]}**: {_escaped(example.says)}"
    return f"| {outcome} | {_cell(options)} | {_cell(there)} | {_cell(found.splitlines())} |"


def _there(criterion: Criterion, example: Example, facts: Facts) -> Iterator[str]:
    """The lines of the Dockerfile, then each fact in so far as it is not the usual one."""
    if DockerfileText() in facts.answers:
        yield from example.dockerfile.splitlines()
    for question in criterion.questions():
        if question in facts.answers and question != DockerfileText():
            yield f"{_name(question)}: {_words(facts[question]) or 'nothing special'}"


def _name(question: Question[Any]) -> str:
    letters = type(question).__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in letters).strip()


def _words(value: Any) -> str:
    if isinstance(value, Value):
        return ", ".join(_differences(value))
    if isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
        return "; ".join(_words(item) for item in value if item != ()) or "none"
    return _plain(value)


def _differences(fact: Any) -> Iterator[str]:
    """The fields of a fact that are not as usual, as `name: value`; those of facts within it likewise."""
    usual = _USUAL.get(type(fact))
    for field in fields(fact):
        value = getattr(fact, field.name)
        expected = getattr(usual, field.name) if usual is not None else field.default
        if value == expected:
            continue
        if isinstance(value, tuple) and isinstance(expected, tuple):
            value = tuple(item for item in value if item not in expected)
        yield _words(value) if isinstance(value, Value) else _named(field.name, value)


def _named(name: str, value: Any) -> str:
    words = name.removesuffix("_bytes").replace("_", " ")
    if name.endswith("_bytes") and value is not None:
        return f"{words}: {show_size(value)}"
    return f"{words}: {f'{value:04o}' if name == 'mode' else _words(value)}"


def _plain(value: Any) -> str:
    return one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 1000)


def _cell(lines: list[str]) -> str:
    return "<br>".join(_code(line) for line in lines if line)


def _code(text: str) -> str:
    """Code in a table: backticks within it need longer ones around it."""
    marks = "``" if "`" in text else "`"
    return f"{marks}{_escaped(text)}{marks}"


def _escaped(text: str) -> str:
    """A bar would end the cell."""
    return text.replace("|", "\\|")
