import json
from typing import Any

import pytest

from grader.criteria.http import HttpKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import http_answer
from grader.evidence import HeldFileFact, HttpAnswer, NoHttpAnswer
from tests.criteria.made import judged, made


def _judge(answer: HttpAnswer | NoHttpAnswer, **options: Any) -> Finding:
    return judged(HttpKind, answer, port=80, **options)


def _body(body: str, **options: Any) -> Finding:
    return _judge(http_answer(body), **options)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (True, '"true"'),
        ("true", "true"),
        (1, "true"),
        (True, "1"),
        (0, "false"),
        (False, "0"),
        (0, "null"),
        ("", "null"),
        (1, '"1"'),
        ([], "{}"),
        ({}, "[]"),
        ([1, 2], "[2, 1]"),
        ([1], "[1, 1]"),
        (1, "2"),
        ("a", '"A"'),
    ],
)
def test_no_value_equals_one_of_another_type(wanted: object, found: str) -> None:
    """JSON values are compared with their types and in their order."""
    assert isinstance(_body(f'{{"v": {found}}}', json={"v": wanted}), Unmet)
    assert isinstance(_body(f'{{"v": {found}}}', json_contains={"v": wanted}), Unmet)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(1, "1.0"), (1.0, "1"), (100, "1e2"), (None, "null"), ("é", '"\\u00e9"'), ([1, [2]], "[1,[2]]")],
)
def test_equal_values_in_other_spelling(wanted: object, found: str) -> None:
    """One JSON value may be written in several ways; a number is a number."""
    assert isinstance(_body(f'{{"v": {found}}}', json={"v": wanted}), Met)


def test_order_of_members_is_free() -> None:
    """The members of an object have no order."""
    assert isinstance(_body('{"b": 2, "a": 1}', json={"a": 1, "b": 2}), Met)


def test_nested_difference_has_its_path() -> None:
    """A learner is told where in the document the difference lies."""
    finding = _body('{"a": [{"b": 1}, {"b": "x"}]}', json={"a": [{"b": 1}, {"b": 2}]})
    assert isinstance(finding, Unmet)
    assert finding.found.startswith('a[1].b in the JSON is "x"')


def test_extra_member_deep_inside_is_too_many() -> None:
    """`json` allows no other members at any depth."""
    assert isinstance(_body('{"a": {"b": 1, "c": 2}}', json={"a": {"b": 1}}), Unmet)


def test_contains_allows_extra_members_at_any_depth() -> None:
    """`json_contains` lets objects have other members, too."""
    assert isinstance(_body('{"a": {"b": 1, "c": 2}, "d": 3}', json_contains={"a": {"b": 1}}), Met)


def test_contains_names_the_missing_member() -> None:
    """A missing member is named."""
    finding = _body('{"state": "ok"}', json_contains={"status": "ok"})
    assert isinstance(finding, Unmet)
    assert "'status'" in finding.found


@pytest.mark.parametrize(
    "body", ["", "healthy", "{'a': 1}", '{"a": NaN}', '{"a": Infinity}', '{"a": 1} x', "[" * 50_000]
)
def test_not_json(body: str) -> None:
    """What is no JSON document is told as such, however odd it is."""
    finding = _body(body, json={"a": 1})
    assert isinstance(finding, Unmet)
    assert "not JSON" in finding.found


def test_redirect_is_told() -> None:
    """A redirect is not followed, and the learner reads where it leads."""
    finding = _judge(http_answer(status=302, location="/login"))
    assert isinstance(finding, Unmet)
    assert "redirect to /login" in finding.found


def test_header_names_in_any_case() -> None:
    """The name of a header is compared without case, its value whole."""
    answer = http_answer(content_type="text/html")
    assert isinstance(_judge(answer, headers={"Content-Type": "text/html"}), Met)
    assert isinstance(_judge(answer, headers={"Content-Type": "text"}), Unmet)
    assert isinstance(_judge(answer, headers={"X-Other": "text"}), Unmet)


def test_log_is_shown_where_nobody_answers() -> None:
    """Without an answer, the container's last lines tell why."""
    finding = _judge(NoHttpAnswer("exited", "it ended with code 1", (), ("No module named flask",)))
    assert isinstance(finding, Unmet)
    assert "No module named flask" in finding.found


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (http_answer("{}", status=503), "an error of its own"),
        (http_answer("{}", status=404), "knows no such path"),
        (http_answer('{"v": 2}'), "what it says is up to the program"),
    ],
)
def test_an_answer_is_no_lack_of_one(answer: HttpAnswer, advice: str) -> None:
    """Where something answers, it is told what that says of the container."""
    finding = _judge(answer, json={"v": 1})
    assert isinstance(finding, Unmet)
    assert advice in (finding.hint or "")


def test_found_is_capped_and_inert() -> None:
    """A huge or hostile body is shown short and without escapes."""
    finding = _body("\x1b[31m" + "x" * 100_000, contains="healthy")
    assert isinstance(finding, Unmet)
    assert len(finding.found) < 1000
    assert "\x1b" not in finding.found


def test_expected_names_the_document() -> None:
    """What is expected shows the request and the document."""
    expected = made(HttpKind, port=80, path="/health", json={"status": "healthy"}).expected
    assert "GET /health on port 80" in expected
    assert json.dumps({"status": "healthy"}) in expected


def test_another_application() -> None:
    """Who answers as wanted without the given file is another application; who fails is told why first."""
    given, none = HeldFileFact(("/app/app.py",)), HeldFileFact(())
    right, wrong = http_answer("Hello"), http_answer("Hello", status=500)
    asked: dict[str, Any] = {"port": 80, "contains": "Hello", "application": "app.py"}
    assert isinstance(judged(HttpKind, given, right, **asked), Met)
    finding = judged(HttpKind, none, right, **asked)
    assert isinstance(finding, Unmet)
    assert "no layer of the image holds app.py" in finding.found
    assert isinstance(judged(HttpKind, HeldFileFact((), "too many files"), right, **asked), Unmet)
    failed = judged(HttpKind, none, wrong, **asked)
    assert isinstance(failed, Unmet)
    assert failed.found.startswith("status 500")


OTHERS: dict[str, Any] = {
    "port": 80,
    "others": [{"path": "/secret", "contains": "a"}, {"path": "/{word}", "status": 404}],
}


def _with_others(*answers: HttpAnswer | NoHttpAnswer) -> Finding:
    return judged(HttpKind, *answers, **OTHERS)


def test_further_requests() -> None:
    """All must be answered as they must be; what they are is told nowhere."""
    right, absent = http_answer("abc"), http_answer(status=404)
    assert isinstance(_with_others(right, right, absent), Met)
    finding = _with_others(right, http_answer("xyz"), absent)
    assert isinstance(finding, Unmet)
    assert finding.found.endswith("but 1 of 2 further requests that are not shown got another answer")
    assert isinstance(_with_others(right, NoHttpAnswer("no_reply", "silence /secret"), right), Unmet)
    assert "secret" not in made(HttpKind, **OTHERS).expected + finding.found


def test_the_request_that_is_shown_is_told_first() -> None:
    """Where it fails already, there is more to say about it."""
    finding = _with_others(http_answer(status=500), http_answer(), http_answer())
    assert isinstance(finding, Unmet)
    assert finding.found.startswith("status 500")


def test_what_is_kept_back() -> None:
    """A criterion with further requests is asked with something that learners must not see."""
    assert made(HttpKind, **OTHERS).keeps_back
    assert made(HttpKind, port=80, hidden=True).keeps_back
    assert not made(HttpKind, port=80).keeps_back
