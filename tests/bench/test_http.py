"""One request, against a real server."""

import pytest

from grader.bench.http import MAX_BODY_BYTES, BadAnswer, ask
from grader.evidence import HttpAnswer, HttpRequest
from tests.bench.servers import Respond, drips, nobody, raw, says, serving

REQUEST = HttpRequest("/health", 5000, "POST")


def _ask(*responses: Respond, limit: float = 2.0) -> tuple[HttpAnswer | BadAnswer | None, list[bytes]]:
    with serving(*responses) as (address, requests):
        return ask(address, REQUEST, limit), requests


def test_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Status, headers in lower case and body; the request is for the container's port, past all proxies."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    answer, requests = _ask(says(b"caf\xc3\xa9 \xff", 201))
    assert isinstance(answer, HttpAnswer)
    assert (answer.status, answer.body) == (201, "café \N{REPLACEMENT CHARACTER}")
    assert ("content-type", "text/plain") in answer.headers
    assert requests[0].startswith(b"POST /health HTTP/1.1\r\n")
    assert b"\r\nHost: localhost:5000\r\n" in requests[0]


def test_a_redirect_is_not_followed() -> None:
    """It is the answer."""
    answer, requests = _ask(raw(b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"))
    assert isinstance(answer, HttpAnswer)
    assert (answer.status, len(requests)) == (302, 1)


def test_a_body_that_is_too_large() -> None:
    """It is given up."""
    answer, _ = _ask(says(b"x" * (MAX_BODY_BYTES + 1)))
    assert answer == BadAnswer(too_large=True, said="the body is larger than 1 MB")


def test_a_body_without_end() -> None:
    """A server that sends a byte now and then does not hold the grader."""
    answer, _ = _ask(drips, limit=0.2)
    assert answer == BadAnswer(too_large=False, said="no complete answer within 0.2 s")


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 two hundred\r\n\r\n"])
def test_what_is_no_answer(answer: bytes) -> None:
    """A closed connection and another protocol are none."""
    assert _ask(raw(answer))[0] is None


def test_nobody_listens() -> None:
    """A refused connection is no answer."""
    assert ask(nobody(), REQUEST, 1.0) is None
