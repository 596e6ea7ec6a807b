"""The answers of the solution's application."""

import json
import re
from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.pair import Page, Pair, Wrong
from grader.authoring.drafting.proposal import Proposal

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a text to be replaced, not an address to bind to
SHORT = 200
"""Characters of a body that is compared as text."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """For each path that is answered; broken by another name of the path, or by listening inside only."""
    for page in pair.pages:
        if pair.port is None or page.answer.status != 200:
            continue
        name = "-".join(["answers", *re.findall(r"[a-z0-9]+", page.path.lower())])
        given = {"application": page.file} if page.file in pair.given else {}
        options = {"path": page.path, "port": pair.port, **given, **_content(page.answer.body)}
        yield Proposal(name, options, list(_wrong(pair, page)), f"The application answers on {page.path}")


def _content(body: str) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        text = body.strip()
        return {"contains": text} if 0 < len(text) <= SHORT and "\n" not in text else {}
    return {"json": document} if document is not None else {}


def _wrong(pair: Pair, page: Page) -> Iterator[Wrong]:
    side = pair.solution
    if page.file:
        text = side.text(page.file)
        for mark in "\"'":
            old, new = f"{mark}{page.path}{mark}", f"{mark}{page.path.rstrip('/')}/elsewhere{mark}"
            if old in text:
                yield side.rewritten(text.replace(old, new), page.file)
    for file in dict.fromkeys(["Dockerfile", page.file]):
        if file and EVERYWHERE in side.text(file):
            yield side.rewritten(side.text(file).replace(EVERYWHERE, "127.0.0.1"), file)
