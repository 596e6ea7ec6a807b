"""`grader schema`."""

import json
import sys

from grader.authoring.schema import challenge_schema


def print_schema() -> None:
    """Print the JSON Schema of challenge.yaml."""
    sys.stdout.write(json.dumps(challenge_schema(), indent=2) + "\n")
