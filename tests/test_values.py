"""Values: what is equal, what can be told from it as data, and what is refused."""

import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from grader.values import Value, field, fields, from_data, replace, to_data

GRADER = Path(__file__).parents[1] / "grader"


class Shelf(Value, kw_only=True):
    """A value with a value in it."""

    place: str
    below: "Shelf | None" = None
    books: tuple[tuple[str, int], ...] = ()
    weights: dict[str, float] = field(default_factory=dict)


class Box(Value):
    """Another one, with a field of the same name."""

    place: str


class Chest(Value):
    """It has the fields of a box."""

    place: str


def test_equal_by_class_and_fields() -> None:
    """Equal fields in another class are another value, so that no question is taken for another one."""
    assert (Box("a"), hash(Box("a"))) == (Box("a"), hash(Box("a")))
    assert Box("a") not in {Box("b"), Chest("a")}


def test_frozen() -> None:
    """Nobody changes a value; a changed one is made of it."""
    box = Box("a")
    with pytest.raises(AttributeError):
        setattr(box, "place", "b")  # noqa: B010 - mypy knows that it cannot be set
    assert (replace(box, place="b"), box) == (Box("b"), Box("a"))


def test_each_has_its_own_default() -> None:
    """A default that can be changed is not shared."""
    Shelf(place="a").weights["x"] = 1.0
    assert Shelf(place="a").weights == {}


def test_data_and_back() -> None:
    """All within it is told, and found again after it was JSON; half a character stays what it is."""
    shelf = Shelf(place="caf\udce9", below=Shelf(place="b"), books=(("c", 1),), weights={"d": 2})
    data = to_data(shelf)
    assert data["below"] == {"place": "b", "below": None, "books": (), "weights": {}}
    assert from_data(Shelf, json.loads(json.dumps(data))) == shelf


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Shelf: .*missing required field `place`"),
        ({"place": 1}, "Expected `str`, got `int` - at `\\$.place`"),
        ({"place": "a", "below": {"place": None}}, "at `\\$.below.place`"),
        ([], "Expected `object`, got `array`"),
    ],
)
def test_other_data(data: Any, why: str) -> None:
    """What is no such value is refused, with the place."""
    with pytest.raises(ValueError, match=why):
        from_data(Shelf, data)


def test_pickled() -> None:
    """A value is the same in another process."""
    shelf = Shelf(place="a", books=(("b", 1),))
    assert pickle.loads(pickle.dumps(shelf)) == shelf


def test_fields() -> None:
    """They are told in their order."""
    assert [one.name for one in fields(Shelf)] == ["place", "below", "books", "weights"]


def test_one_way() -> None:
    """No frozen data is made in another way."""
    files = list(GRADER.rglob("*.py"))
    assert len(files) > 100
    assert [file.name for file in files if re.search(r"@dataclass\(.*frozen", file.read_text())] == []
