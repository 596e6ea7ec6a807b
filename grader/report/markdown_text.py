"""Texts in GitHub's Markdown: nothing of them is markup, a link or a mention."""

import re
import string

from grader.report.help_text import MAX_HELP, Block, blocks
from grader.text import plain

_SIGNS = set(string.punctuation) - set(",-./")
_REFERENCES = str.maketrans(
    {sign: f"&#{ord(sign)};" for sign in _SIGNS} | {"@": "&#64;<!-- -->", "\0": "&#46;", "\n": "<br>"}
)
_BREAK = re.compile(r"\s*\n\s*")
_WWW = re.compile(r"(www)\.", re.IGNORECASE)


def text(said: str, limit: int) -> str:
    """At most `limit` characters in which every sign that could be markup is a character reference.

    A mention is found in the finished page, where the reference is a sign again: a comment divides it.
    """
    lines = plain(said, limit).strip()
    if "\n" in lines:
        lines = _BREAK.sub("\n", lines)
    return _WWW.sub("\\1\0", lines).translate(_REFERENCES)  # `plain` leaves no NUL of the text's own


def code(said: str, limit: int) -> str:
    """The same as code; nothing of an empty text."""
    return f"<code>{text(said, limit)}</code>" if said else ""


def folded(help_text: str, limit: int) -> str:
    """A longer hint, closed; it is one line, as an empty one would end the markup around it."""
    shown = "".join(_block(block, limit) for block in blocks(plain(help_text, min(limit, MAX_HELP))))
    return f"<details><summary>Longer hint</summary>{shown}</details>"


def _block(block: Block, limit: int) -> str:
    if not block.to_copy:
        return f"<p>{text(block.text, limit)}</p>"
    lines = (" " * (len(line) - len(line.lstrip())) + text(line, limit) for line in block.text.splitlines())
    return f"<pre>{'&#10;'.join(lines)}</pre>"
