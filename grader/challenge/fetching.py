"""What a spec lets the engine fetch for a submission, as types."""

import re
from typing import Annotated

from pydantic import AfterValidator

from grader.fields import Text

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")


def _image(pattern: str) -> str:
    first, slash, _ = pattern.partition("/")
    if slash and {".", ":"} & set(first) and {"*", "?", "["} & set(first):
        raise ValueError(f"write the registry out, without * and ?: {pattern!r}")
    if pattern != pattern.strip() or " " in pattern:
        raise ValueError(f"a pattern for names of images has no blanks: {pattern!r}")
    return pattern


def _host(name: str) -> str:
    if not _HOST.fullmatch(name.lower()):
        why = "with a dot, and without address, scheme, port or path"
        raise ValueError(f"must be the name of a host, {why}: {name!r}")
    return name.lower()


ImagePattern = Annotated[Text, AfterValidator(_image)]
"""A reference of images that may hold `*` and `?`."""

Host = Annotated[Text, AfterValidator(_host)]
"""The name of a host on the internet, in small letters; no IP address, and not localhost."""
