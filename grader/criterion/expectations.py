"""Options that say nothing are an author's mistake."""

from pydantic import BaseModel


def require_any(options: BaseModel, *names: str) -> None:
    """ValueError unless at least one of the options `names` was given, and none of them as null."""
    refuse_null(options, *names)
    if not options.model_fields_set & set(names):
        raise ValueError(f"nothing is expected: give at least one of {', '.join(names)}")


def refuse_null(options: BaseModel, *names: str) -> None:
    """ValueError where one of the options `names` was given as null."""
    for name in names:
        if name in options.model_fields_set and getattr(options, name) is None:
            raise ValueError(f"{name}: null expects nothing; leave it out")
