"""One HTTP request with a total deadline and a cap on the body."""

import time
from queue import Empty, SimpleQueue
from threading import Thread

import requests

from grader.evidence import HttpAnswer, HttpRequest
from grader.units import show_duration, show_size
from grader.values import Value

MAX_BODY_BYTES = 1_000_000
CHUNK_BYTES = 16_384


class BadAnswer(Value):
    """An answer began that cannot be used: it is too large, or it takes too long."""

    too_large: bool
    said: str


def ask(address: tuple[str, int], question: HttpRequest, limit: float) -> HttpAnswer | BadAnswer | None:
    """Ask once, for at most `limit` seconds in all; redirects are not followed, proxies not used.

    None where nothing answered: nobody listens (yet), or the connection was closed without an answer.

    The request runs in a thread that is left behind at the limit: a server that sends one byte a
    second could hold any single read for hours. It ends with the container that it talks to.
    """
    answers: SimpleQueue[HttpAnswer | BadAnswer | None] = SimpleQueue()
    Thread(target=lambda: answers.put(_ask(address, question, limit)), daemon=True).start()
    try:
        return answers.get(timeout=limit)
    except Empty:
        return BadAnswer(too_large=False, said=f"no complete answer within {show_duration(limit)}")


def _ask(address: tuple[str, int], question: HttpRequest, limit: float) -> HttpAnswer | BadAnswer | None:
    started = time.monotonic()
    url = f"http://{address[0]}:{address[1]}{question.path}"
    headers = {"Host": f"localhost:{question.port}", "User-Agent": "grader", "Accept-Encoding": "identity"}
    with requests.Session() as session:
        session.trust_env = False
        try:
            with session.request(
                question.method, url, headers=headers, allow_redirects=False, stream=True, timeout=limit
            ) as response:
                body = _body(response)
                if body is None:
                    return BadAnswer(
                        too_large=True, said=f"the body is larger than {show_size(MAX_BODY_BYTES)}"
                    )
                return _answer(response, body, time.monotonic() - started)
        except requests.RequestException:
            return None


def _body(response: requests.Response) -> bytes | None:
    body = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _answer(response: requests.Response, body: bytes, seconds: float) -> HttpAnswer:
    headers = tuple((name.lower(), value) for name, value in response.headers.items())
    return HttpAnswer(response.status_code, headers, body.decode("utf-8", "replace"), seconds)
