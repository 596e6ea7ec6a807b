"""Programs of toolchains in own layers, told by what each copy of them holds.

The marks were found in the programs of Debian 12 (gcc 12, clang 14, tcc, go 1.19, rustc 1.63, make, cmake,
ninja) and in Zig's wheel; none was in any other program of Debian or of Python packages that was tried.
That a compiler made a program, which its comment section tells, is none of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from grader.bench.archives import TooMuchError, is_archive, members
from grader.bench.builds import Builds, Progress
from grader.bench.own_layers import own_diff_ids
from grader.engine import LayerTree
from grader.engine.cache import keep, read_kept
from grader.engine.model import Image, LayerExcessError
from grader.evidence import BuildOptions, Toolchain, ToolchainsFact

VERSION = 1
MAX_BYTES = 4_000_000_000
MAX_FOUND = 50
HEAD_BYTES = 512
ELF = b"\x7fELF"
MARKS: dict[str, tuple[bytes, ...]] = {
    "GCC": (b"COLLECT_GCC_OPTIONS",),
    "Clang": (b"clang -cc1",),
    "LLVM's linker": (b"lld is a generic driver",),
    "TCC": (b"libtcc1.a",),
    "Zig": (b"ZIG_GLOBAL_CACHE_DIR",),
    "Go": (b"cmd/go/internal/work",),
    "Go's compiler": (b"cmd/compile/internal/gc",),
    "Rust": (b"rustc_driver",),
    "Cargo": (b"CARGO_ENCODED_RUSTFLAGS", b"RUSTC_WRAPPER"),
    "make": (b"MAKEFILE_LIST", b".DELETE_ON_ERROR"),
    "cmake": (b"cmake_minimum_required", b"CMAKE_GENERATOR_TOOLSET"),
    "ninja": (b".ninja_deps",),
}
"""All of a tool's marks must be there. GCC's driver hands its options on so ("GCC internals", collect2)."""
_OVERLAP = max(len(mark) for marks in MARKS.values() for mark in marks) - 1


def toolchains(builds: Builds, image: Image, options: BuildOptions, progress: Progress) -> ToolchainsFact:
    """What the own layers add; each is read once, by its digest. Raises EngineFailureError."""
    own = dict.fromkeys(own_diff_ids(builds, image, options))
    facts = {diff_id: _read_kept(diff_id) for diff_id in own}
    missing = [diff_id for diff_id, fact in facts.items() if fact is None]
    if missing:
        progress("looking for toolchains in the image's layers")
        with builds.engine.layers(image, missing) as trees:
            facts |= {diff_id: look_through(diff_id, tree) for diff_id, tree in trees.items()}
    known = [fact for fact in facts.values() if fact is not None]
    found = chain.from_iterable(fact.found for fact in known)
    return ToolchainsFact(tuple(found)[:MAX_FOUND], tuple(chain.from_iterable(fact.unread for fact in known)))


def look_through(diff_id: str, tree: LayerTree) -> ToolchainsFact:
    """What one layer adds. Raises EngineFailureError."""
    found: list[Toolchain] = []
    left = MAX_BYTES
    try:
        for entry in tree.entries():
            if entry.kind == "file" and entry.size_bytes >= len(ELF) and len(found) < MAX_FOUND:
                start, read = _beginning(tree.chunks(entry.path))
                if start.startswith(ELF) or is_archive(start):
                    left -= entry.size_bytes
                    if left < 0:
                        raise LayerExcessError(f"its programs hold more than {MAX_BYTES:,} bytes")
                    found += _in_file(entry.path, start, read)
    except LayerExcessError as error:
        return ToolchainsFact(tuple(found), (f"a layer cannot be looked through: {error}",))
    except TooMuchError as error:
        return ToolchainsFact(tuple(found), (f"{entry.path} cannot be looked through: {error}",))
    rows = [[one.path, one.tool, one.inside] for one in found]
    keep(_name(diff_id), rows)
    return ToolchainsFact(tuple(found))


def tool_of(chunks: Iterable[bytes]) -> str | None:
    """The toolchain that a program belongs to; None where it belongs to none, or is no program."""
    missing, tail, first = {tool: set(marks) for tool, marks in MARKS.items()}, b"", True
    for chunk in chunks:
        if first and not chunk.startswith(ELF):
            return None
        window, first = tail + chunk, False
        for tool, marks in missing.items():
            marks -= {mark for mark in marks if mark in window}
            if not marks:
                return tool
        tail = window[-_OVERLAP:]
    return None


def _in_file(path: str, start: bytes, chunks: Iterator[bytes]) -> list[Toolchain]:
    if start.startswith(ELF):
        tool = tool_of(chunks)
        return [Toolchain(path, tool)] if tool else []
    inside = ((name, tool_of(content)) for name, content in members(chunks))
    return [Toolchain(path, tool, name) for name, tool in inside if tool][:MAX_FOUND]


def _beginning(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all of them."""
    start = b""
    while len(start) < HEAD_BYTES and (chunk := next(chunks, b"")):
        start += chunk
    return start[:HEAD_BYTES], chain((start,), chunks)


def _name(diff_id: str) -> str:
    return f"toolchains-{VERSION}/{diff_id.rpartition(':')[2]}"


def _read_kept(diff_id: str) -> ToolchainsFact | None:
    with suppress(TypeError):
        return ToolchainsFact(tuple(Toolchain(*row) for row in read_kept(_name(diff_id))))
    return None
