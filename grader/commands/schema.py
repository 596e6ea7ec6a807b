"""`grader schema`."""

import json
import sys

import click

from grader.authoring.schema import challenge_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of challenge.yaml, for editors.

    Example: grader schema > challenges/challenge.schema.json
    """
    sys.stdout.write(json.dumps(challenge_schema(), indent=2) + "\n")
