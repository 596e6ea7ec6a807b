from xml.etree import ElementTree as ET

import pytest

from grader.report.formats import junit
from tests.report.samples import HOSTILE_TEXT, SAMPLES


def parsed(sample: str) -> ET.Element:
    """The document, as a parser reads it from the file."""
    return ET.fromstring(junit.render(SAMPLES[sample]).encode())


@pytest.mark.parametrize("sample", SAMPLES)
def test_counts(sample: str) -> None:
    """The suite's counts are those of its cases, and each case has its criterion's points."""
    made, suite = SAMPLES[sample], parsed(sample)[0]
    assert suite.tag == "testsuite"
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) == len(made.criteria)
    for count, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[count]) == len(suite.findall(f"testcase/{element}"))
    points = suite.findall("testcase/properties/property[@name='points']")
    assert [int(one.attrib["value"]) for one in points] == [one.points for one in made.criteria]


def test_outcomes() -> None:
    """Unmet and blocked are failures, broken is an error, skipped is skipped, met is nothing."""
    cases = parsed("hostile").findall("testsuite/testcase")
    elements = [[child.tag for child in case if child.tag != "properties"] for case in cases]
    assert elements == [*[["failure"]] * 3, ["error"], ["skipped"], []]


def test_properties() -> None:
    """A case has points, kind and outcome."""
    case = parsed("mixed").find("testsuite/testcase")
    assert case is not None
    assert {one.attrib["name"]: one.attrib["value"] for one in case.iter("property")} == {
        "points": "0",
        "max_points": "20",
        "check": "stage_count",
        "outcome": "unmet",
    }


def test_markup_is_text() -> None:
    """A learner's markup comes back from the parser as the text it was, and makes no elements."""
    root = parsed("hostile")
    assert {element.tag for element in root.iter()} == {
        *("testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped")
    }
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.text is not None
    assert "</script><img src=x onerror=alert(1)>" in failure.text
    assert len(HOSTILE_TEXT.criteria) == len(root.findall("testsuite/testcase"))
