"""`grader schema`."""

import json
import sys

import click

from grader.authoring.schema import SCHEMAS
from grader.errors import UsageError
from grader.text import did_you_mean


@click.command("schema")
@click.argument("name", default="challenge")
def command(name: str) -> None:
    """Print the JSON Schema of challenge.yaml, wrong.yaml or help.yaml, for editors.

    NAME is the file's: challenge, which is the default, wrong or help.

    Example: grader schema wrong > challenges/wrong.schema.json
    """
    if name not in SCHEMAS:
        near = did_you_mean(name, SCHEMAS) or f"; there are {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no schema {name!r}{near}")
    sys.stdout.write(json.dumps(SCHEMAS[name](), indent=2) + "\n")
