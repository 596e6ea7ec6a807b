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
    """The route under another path, as a whole or with a parameter at its end; then the address."""
    side, path = pair.solution, page.path.partition("?")[0]
    if page.file:
        text, parent = side.text(page.file), re.escape(path.rpartition("/")[0])
        for route in (rf"([\"'])({re.escape(path)})(?=[\"'])", rf"([\"'])({parent})(?=/[<{{:])"):
            moved = re.sub(route, r"\1/elsewhere\2", text)
            if moved != text:
                yield side.rewritten(moved, page.file)
    for file in dict.fromkeys(["Dockerfile", page.file]):
        if file and EVERYWHERE in side.text(file):
            yield side.rewritten(side.text(file).replace(EVERYWHERE, "127.0.0.1"), file)
