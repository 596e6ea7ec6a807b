"""Names that may be shortened on the command line as long as they are clear."""

from collections.abc import Collection

from grader.errors import UsageError
from grader.text import did_you_mean


def full_name(word: str, known: Collection[str], what: str) -> str:
    """The known name that is `word`, or the only one that begins with it; `what` is what they name.

    UsageError where there is none, with the nearest one, or where there are several.
    """
    if word in known:
        return word
    matching = [name for name in known if word and name.startswith(word)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise UsageError(f"{word!r} is the beginning of {', '.join(matching)}")
    raise UsageError(f"no {what} {word!r}{did_you_mean(word, known)} (there are: {', '.join(known)})")
