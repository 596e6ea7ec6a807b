"""From logical lines to instructions."""

from collections.abc import Iterator

from grader.dockerfile.errors import Problem, on_line
from grader.dockerfile.model import Heredoc, Instruction
from grader.dockerfile.parse.logical import LineReader, LogicalLine
from grader.dockerfile.parse.syntax import Parsed, heredoc_marks, parse_line
from grader.dockerfile.refuse.caps import check_next
from grader.dockerfile.refuse.forms import check_form


def read_instructions(reader: LineReader) -> tuple[list[Instruction], list[tuple[int, str]]]:
    """Return the instructions, and (line, text) of a warning for each that has a blank line inside.

    Raises Problem for an instruction that BuildKit refuses wherever it stands, for one but ARG before the
    first FROM, and where there is none.
    """
    found: list[Instruction] = []
    gaps: list[tuple[int, str]] = []
    in_stage = False
    for item, gap in parsed_instructions(reader):
        with on_line(item.line):
            check_form(item)
            check_next(len(found), item)
            in_stage = in_stage or item.keyword == "FROM"
            if not in_stage and item.keyword != "ARG":
                raise Problem(f"no build stage in current context: {item.keyword} before the first FROM")
        found.append(item)
        if gap:
            gaps.append((item.line, "blank line between continuation lines (NoEmptyContinuation)"))
    if not found:
        raise Problem("file with no instructions", 1)
    return found, gaps


def parsed_instructions(reader: LineReader) -> Iterator[tuple[Instruction, bool]]:
    """Yield each instruction, whatever its keyword and its arguments, and whether a blank line is inside.

    Raises Problem for what BuildKit's parser refuses.
    """
    for line in reader:
        with on_line(line.line):
            instruction = _instruction(line, reader)
        yield instruction, line.gap


def _instruction(line: LogicalLine, reader: LineReader) -> Instruction:
    parsed = parse_line(line.text, reader.escape)
    heredocs = _heredocs(line, reader) if parsed.holds_heredocs else ()
    return _built(parsed, heredocs, line.line, reader.at)


def _heredocs(line: LogicalLine, reader: LineReader) -> tuple[Heredoc, ...]:
    found = []
    for mark in heredoc_marks(line.text):
        content = reader.body(mark.name, chomp=mark.chomp)
        if content is None:
            raise Problem(f"unterminated heredoc: no line {mark.name}")
        found.append(Heredoc(mark.name, content, mark.expand, mark.chomp, mark.file_descriptor))
    return tuple(found)


def _built(parsed: Parsed, heredocs: tuple[Heredoc, ...], line: int, end_line: int) -> Instruction:
    return Instruction(
        keyword=parsed.keyword,
        text=parsed.text,
        flags=parsed.flags,
        words=parsed.words,
        exec_form=parsed.exec_form,
        heredocs=heredocs,
        line=line,
        end_line=end_line,
        trigger=_built(parsed.trigger, heredocs, line, end_line) if parsed.trigger else None,
    )
