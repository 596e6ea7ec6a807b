"""`grader schema`."""

import json
import sys

from grader.authoring.schema import SCHEMAS
from grader.errors import UsageError
from grader.text import did_you_mean


def print_schema(name: str) -> None:
    """Print the JSON Schema of challenge.yaml or wrong.yaml, by its name without `.yaml`. UsageError."""
    if name not in SCHEMAS:
        near = did_you_mean(name, SCHEMAS) or f"; there are {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no schema {name!r}{near}")
    sys.stdout.write(json.dumps(SCHEMAS[name](), indent=2) + "\n")
