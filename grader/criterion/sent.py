"""What to tell of what `docker build` sends and should not."""

from collections.abc import Sequence

from grader.criterion.finding import Unmet
from grader.evidence import ContextFact, ContextPattern
from grader.text import first, listed, one_line
from grader.units import show_size


def not_kept_out(fact: ContextFact, leaks: Sequence[ContextPattern]) -> Unmet:
    """The patterns that the ignore file lets through, with the lines that would keep them out."""
    where = "Write a .dockerignore beside the Dockerfile with the lines"
    if fact.ignore_file is not None:
        where = f"Write into {fact.ignore_file}, below any line that begins with an exclamation mark"
    hint = listed(f"{where}:", tuple(pattern.pattern for pattern in leaks))
    return Unmet(first([_leak(pattern) for pattern in leaks], 5), hint, fact.ignore_file)


def too_large(fact: ContextFact) -> Unmet:
    """What is sent with its largest files, and what to do about the first, where they are known."""
    largest = "".join(f"\n{show_size(size)}: {path}" for path, size in fact.largest)
    found = f"{sent_size(fact)} would be sent, the largest of them:{largest}"
    if not fact.largest:
        return Unmet(found, file=fact.ignore_file)
    named = one_line(fact.largest[0][0], 200)
    where = fact.ignore_file or "a .dockerignore beside the Dockerfile"
    hint = f"Where the build does not need {named}, or its folder, write a line for it into {where}."
    return Unmet(found, hint, fact.ignore_file)


def sent_size(fact: ContextFact) -> str:
    """The bytes and the number of files."""
    return f"{show_size(fact.total_bytes)} in {fact.file_count} files"


def _leak(pattern: ContextPattern) -> str:
    if not pattern.present:
        return f"{pattern.pattern}: nothing there now, but it would be sent if it were"
    more = " and more" if len(pattern.present) > 3 else ""
    return f"{pattern.pattern}: {one_line(', '.join(pattern.present[:3]), 150)}{more} would be sent"
