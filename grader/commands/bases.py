"""`grader bases`: the images that the challenges start from."""

import sys

import click

from grader.machine.wanted import base_images


@click.command("bases")
def command() -> None:
    """List the base images that the challenges name, one reference a line.

    Example: grader bases
    """
    sys.stdout.write("".join(f"{reference}\n" for reference in base_images()))
