"""What BuildKit checks only when it comes to an instruction on the way to the final stage.

Values that contain a variable are checked for their form only: they depend on the base image's environment.
Facts: dispatch in BuildKit frontend/dockerfile/dockerfile2llb/convert.go, convert_copy.go, convert_expose.go.
"""

import re
import signal
from collections.abc import Iterator

from grader.dockerfile.errors import Problem
from grader.dockerfile.model import Instruction
from grader.dockerfile.parse.syntax import check_substitution
from grader.dockerfile.refuse.mounts import check_mounts

_EXPANDED = frozenset(
    {"ADD", "ARG", "COPY", "ENV", "EXPOSE", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)
_PORT = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_PROTOCOLS = frozenset({"", "tcp", "udp", "sctp"})
_LAST_PORT = 65_535
_LAST_SIGNAL = 64
_SIGNALS = frozenset(member.name.removeprefix("SIG") for member in signal.Signals)
_REAL_TIME = re.compile(r"RTMIN(\+([1-9]|1[0-5]))?|RTMAX(-([1-9]|1[0-4]))?")
_NOT_PLAIN = frozenset("$'\"\\`")
"""Characters that make a word's value depend on variables or quotes."""
_URL = ("http://", "https://")


def check_use(instruction: Instruction, escape: str) -> None:
    """Raise Problem when BuildKit would refuse the instruction in a stage that is built."""
    for word in _expanded_words(instruction):
        check_substitution(word, escape)
    if instruction.keyword in ("ADD", "COPY"):
        _check_files(instruction)
    elif instruction.keyword == "EXPOSE":
        _check_ports(instruction)
    elif instruction.keyword == "STOPSIGNAL":
        _check_signal(instruction.words[0])
    elif instruction.keyword == "RUN":
        check_mounts(instruction)


def _expanded_words(instruction: Instruction) -> Iterator[str]:
    if instruction.keyword not in _EXPANDED:
        return
    if instruction.keyword == "ARG":
        yield from (word.partition("=")[2] for word in instruction.words)
    elif not instruction.heredocs:
        yield from instruction.words
    for name in ("chown", "chmod", "checksum"):
        yield from instruction.flag_values(name)


def _check_files(instruction: Instruction) -> None:
    for heredoc in instruction.heredocs:
        if heredoc.expand:
            check_substitution(heredoc.content, "\\", quotes=False)
    mode = instruction.flag("chmod") or ""
    if mode.isdecimal() and not re.fullmatch(r"0*[0-7]{1,4}", mode):
        raise Problem(f"invalid chmod parameter: '{mode}'. it should be octal string and between 0 and 07777")
    if instruction.keyword == "COPY" and any(word.startswith(_URL) for word in instruction.words[:-1]):
        raise Problem("source can't be a URL for COPY")


def _check_ports(instruction: Instruction) -> None:
    for word in instruction.words:
        if not set(word) & _NOT_PLAIN:
            _check_port(word)


def _check_port(word: str) -> None:
    host, _, mapped = word.rpartition(":")
    port, _, protocol = mapped.partition("/")
    if protocol.lower() not in _PROTOCOLS:
        raise Problem(f"invalid proto: {protocol.lower()}")
    if not _is_port_range(port):
        raise Problem(f"invalid containerPort: {port or word}")
    if ":" not in host and host and not _is_port_range(host):
        raise Problem(f"invalid hostPort: {host}")


def _is_port_range(text: str) -> bool:
    match = _PORT.fullmatch(text)
    if match is None:
        return False
    first, last = int(match[1]), int(match[2] or match[1])
    return first <= last <= _LAST_PORT


def _check_signal(word: str) -> None:
    if set(word) & _NOT_PLAIN:
        return
    name = word.upper().removeprefix("SIG")
    numbered = re.fullmatch(r"[0-9]{1,4}", name) and 0 < int(name) <= _LAST_SIGNAL
    if not numbered and name not in _SIGNALS and not _REAL_TIME.fullmatch(name):
        raise Problem(f"invalid signal: {word}")
