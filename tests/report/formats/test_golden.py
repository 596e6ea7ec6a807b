"""Every sample in every format and on a terminal, compared whole; pages without their style sheet.

`UPDATE_GOLDEN=1 pytest tests/report/formats` writes the files anew: read the difference before a commit.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.report.formats import classroom50, format_names, load_format
from grader.report.terminal import render as render_terminal
from tests.report.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"
FORMS = (*format_names(), "terminal")
STYLE = re.compile(r"<style>.*?</style>|sha256-[A-Za-z0-9+/=]+", re.DOTALL)
"""What is the same in every page, and its digest."""


def rendered(sample: str, form: str) -> bytes:
    """The file, made at a time that does not pass."""
    if form == "classroom50":
        noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
        text = classroom50.render(SAMPLES[sample], lambda: noon)
    elif form == "terminal":
        text = render_terminal(SAMPLES[sample], colour=False, width=100)
    else:
        text = load_format(form).render(SAMPLES[sample])
    return STYLE.sub("", text).encode("utf-8", "replace")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_golden(sample: str, form: str) -> None:
    """The file is byte for byte what it was when it was last read."""
    golden = GOLDEN / f"{sample}.{form}"
    made = rendered(sample, form)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(made)
    assert made == golden.read_bytes()


def test_no_golden_file_is_left_over() -> None:
    """Each golden file belongs to a sample and a format."""
    named = {f"{sample}.{form}" for sample in SAMPLES for form in FORMS}
    assert {file.name for file in GOLDEN.iterdir()} == named


@pytest.mark.parametrize("form", FORMS)
def test_no_control_characters(form: str) -> None:
    """Nothing that a learner writes reaches a terminal as a control character."""
    text = rendered("hostile", form).decode()
    found = {sign for sign in text if (ord(sign) < 32 and sign not in "\r\n\t") or 127 <= ord(sign) < 160}
    assert found == set()
