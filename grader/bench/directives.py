"""The parser directives at the top of a Dockerfile, made harmless with every line kept in its place."""

import re

_DIRECTIVE = re.compile(rb"#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(.+?)[ \t\r]*")
_OFFICIAL = re.compile(
    r"(?:(?:index\.)?docker\.io/)?docker/dockerfile(?::1(?:[.-][\w.-]+)?)?(?:@sha256:[0-9a-f]{64})?"
)
_BOM = b"\xef\xbb\xbf"


class ForeignFrontendError(Exception):
    """The Dockerfile asks for a frontend that the grader does not run."""


def without_directives(source: bytes, syntax: str | None) -> bytes:
    """`source` without `# syntax=` and `# check=`, as many lines as before.

    The official frontend is the one that the engine has built in; `# syntax=` would make the engine
    fetch it. Any other one is a program that could build anything: ForeignFrontendError. `# check=`
    could turn warnings into failures. `# escape=` stays; it moves up, because a directive counts only
    as long as no other line stands above it.
    """
    if syntax is not None and not _OFFICIAL.fullmatch(syntax.strip()):
        raise ForeignFrontendError(
            f"# syntax={syntax} names another frontend than docker/dockerfile:1; remove that line"
        )
    lines = source.removeprefix(_BOM).split(b"\n")
    names = []
    for line in lines:
        match = _DIRECTIVE.fullmatch(line)
        if match is None:
            break
        names.append(match[1].lower())
    if not {b"syntax", b"check"} & set(names):
        return source
    top = lines[: len(names)]
    kept = [line for line, name in zip(top, names, strict=True) if name == b"escape"]
    blanked = [b"#\r" if line.endswith(b"\r") else b"#" for line in top[len(kept) :]]
    return b"\n".join([*kept, *blanked, *lines[len(names) :]])
