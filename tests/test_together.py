"""What is handed out to the processes of `-n`."""

import pytest

from tests.together import together

pytest_plugins = ["pytester"]

FILE = """
import pytest

@pytest.mark.parametrize("number", [1, 2, 3])
def test_odd(number):
    assert number % 2

@pytest.mark.parametrize("number", [1, 2])
def test_with_a_folder(number, tmp_path):
    pass

@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.usefixtures("tmp_path")
def test_marked(number):
    pass

@pytest.mark.parametrize("tmp_path", [1, 2], indirect=True)
def test_made_of_its_data(tmp_path):
    pass

def test_alone():
    pass
"""


def test_cases_of_data_are_one(pytester: pytest.Pytester) -> None:
    """Whatever needs more than its data is handed out by itself; a case that fails is named."""
    items, _ = pytester.inline_genitems(pytester.makepyfile(FILE))
    cases, *others = together(items)
    assert isinstance(cases, pytest.Function)
    assert [cases.name, *others] == ["test_odd", *items[3:]]
    with pytest.raises(ExceptionGroup, match="1 of 3 cases") as failed:
        cases.obj()
    assert failed.value.exceptions[0].__notes__[-1].endswith("::test_odd[2]")
