"""From bytes to lines: what a Dockerfile may be before anyone looks for instructions in it."""

from grader.dockerfile.errors import Problem

MAX_DOCKERFILE_BYTES = 1_000_000
BOM = b"\xef\xbb\xbf"
"""The byte order mark, which may stand before the first line."""
MAX_LINE_BYTES = 65_535
"""Longest line without its line feed, in bytes (buffer of Go's bufio.Scanner in BuildKit's parser)."""

SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
"""White space as Go's unicode.IsSpace has it; Python's own idea differs (U+001C to U+001F)."""


def decoded_lines(source: bytes) -> list[str]:
    """Return the lines with their line endings, without a byte order mark.

    Bytes that are not UTF-8 become U+FFFD. Raises Problem for an empty file, NUL bytes, a file above
    `MAX_DOCKERFILE_BYTES` and a line above `MAX_LINE_BYTES`.
    """
    if not source:
        raise Problem("the Dockerfile cannot be empty", 1)
    if len(source) > MAX_DOCKERFILE_BYTES:
        raise Problem(f"the Dockerfile is larger than {MAX_DOCKERFILE_BYTES} bytes", 1)
    if b"\0" in source:
        line = source.count(b"\n", 0, source.index(b"\0")) + 1
        raise Problem("not a text file: it has a NUL byte", line)
    lines = source.removeprefix(BOM).split(b"\n")
    for number, content in enumerate(lines, start=1):
        if len(content) > MAX_LINE_BYTES:
            raise Problem(f"line greater than max allowed size of {MAX_LINE_BYTES}", number)
    texts = [line.decode("utf-8", "replace") for line in lines]
    return [text + "\n" for text in texts[:-1]] + [text for text in texts[-1:] if text]


def is_comment(line: str) -> bool:
    """Tell whether a physical line is a comment."""
    return line.lstrip(SPACES).startswith("#")


def without_newline(line: str) -> str:
    """Return the line without its line ending, LF or CRLF."""
    return line.rstrip("\r\n")
