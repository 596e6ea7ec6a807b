# ruff: noqa: F401 - the names are here to be imported from here
# mypy: implicit-reexport
"""What explanations are made of: a failure with its surroundings, what it means, examples."""

from grader.explanation.base import Explained, Explanation
from grader.explanation.example import Example, fits, fits_not
from grader.explanation.failure import Failure, Surroundings
from grader.explanation.reading import (
    before,
    by_pattern,
    family,
    install_line,
    last_match,
    shown,
    stage_name,
    written,
)
