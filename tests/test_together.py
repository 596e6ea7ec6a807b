"""What is handed out to the processes of `-n`."""

import pytest

from tests.together import Together

pytest_plugins = ["pytester"]

SHARED = """
import pytest

@pytest.fixture(scope="session", autouse=True)
def _no_memory_of_others():
    return "/state"  # as far as these files know
"""
FILE = """
import os
import pytest

@pytest.mark.parametrize(("number", "odd"), [(1, True), (2, True), (3, True)])
def test_odd(number, odd):
    assert number % 2 == odd

@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("letter", "ab")
def test_with_a_folder(number, letter, tmp_path):
    (tmp_path / "state").touch()
    assert len(list(tmp_path.parent.rglob("state"))) == int(tmp_path.name) + 1
    assert os.environ["GRADER_STATE"] == f"/state/1/{tmp_path.name}"

@pytest.mark.parametrize("number", [1, 2])
def test_skipped(number):
    if number == 1:
        pytest.skip("not here")
    assert number == 3
"""
APART = """
import pytest

@pytest.mark.parametrize("number", [1, 2])
def test_with_a_fixture(number, monkeypatch):
    pass

@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.usefixtures("tmp_path")
def test_marked(number):
    pass

@pytest.mark.parametrize("number", [1, pytest.param(2, marks=pytest.mark.skip)])
def test_marked_case(number):
    pass

@pytest.mark.parametrize("tmp_path", [1, 2], indirect=True)
def test_made_of_its_data(tmp_path):
    pass

class TestOfClass:
    @pytest.mark.parametrize("number", [1, 2])
    def test_in_a_class(self, number):
        pass

def test_alone():
    pass
"""


def test_cases_are_one(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are called, those that fail are named, and each has folders of its own."""
    monkeypatch.setenv("GRADER_STATE", "/state/1")
    pytester.makeconftest(SHARED)
    pytester.makepyfile(FILE)
    ran = pytester.inline_run(plugins=[Together()])
    ran.assertoutcome(passed=1, failed=2)
    odd, skipped = (str(report.longrepr) for report in ran.getfailures())
    assert "1 of 3 cases" in odd
    assert "::test_odd[2-True]" in odd
    assert "1 of 2 cases" in skipped
    assert "::test_skipped[2]" in skipped


def test_what_stays_apart(pytester: pytest.Pytester) -> None:
    """Whatever needs more than its data and a folder is handed out by itself."""
    pytester.plugins.append(Together())
    items, _ = pytester.inline_genitems(pytester.makepyfile(APART))
    assert len(items) == 11
