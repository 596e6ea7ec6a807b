"""What holds for the options of every kind, and for what is nested in them."""

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import model_validator

from grader.fields import Strict


def renamed(**spellings: str) -> Mapping[str, str]:
    """What options were called before, each with what to write now."""
    return spellings


class Options(Strict):
    """Options that say something: none is null, and of those in `needs_one_of` at least one is given.

    `opposites` are two lists, where there are such: nothing may stand in both.
    `old_spellings` tells what an option was called before, and what to write now.
    """

    needs_one_of: ClassVar[tuple[str, ...]] = ()
    opposites: ClassVar[tuple[str, ...]] = ()
    old_spellings: ClassVar[Mapping[str, str]] = {}

    @model_validator(mode="after")
    def _options_say_something(self) -> Self:
        for name, field in type(self).model_fields.items():
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{field.alias or name}: null expects nothing; leave it out")
        if self.needs_one_of and not self.model_fields_set.intersection(self.needs_one_of):
            raise ValueError(f"nothing is expected: give at least one of {', '.join(self.needs_one_of)}")
        values = [set(getattr(self, name)) for name in self.opposites]
        if self.opposites and (both := set.intersection(*values)):
            raise ValueError(f"{min(both)} cannot be both {' and '.join(self.opposites)}")
        return self
