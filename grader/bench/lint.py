"""hadolint, an optional extra: its findings in a Dockerfile."""

import json
import os
import sys
import tempfile
from pathlib import Path
from threading import Event

from grader.engine.child import Child
from grader.engine.ownership import temporary_prefix
from grader.evidence import Broken, LintFinding
from grader.text import one_line

LINT_SECONDS = 20.0
MAX_FINDINGS = 200
UNREADABLE = "DL1000"
"""hadolint's code for a file that its own parser does not take."""


def lint(dockerfile: bytes, rules: tuple[str, ...], stopped: Event) -> tuple[LintFinding, ...] | Broken:
    """The findings of these rules, in the order of their lines.

    The Dockerfile's own `# hadolint ignore` and any configuration file on the machine do not count.
    InterruptedError where another thread sets `stopped`.
    """
    program = Path(sys.executable).with_name("hadolint")
    if not program.is_file():
        return Broken("hadolint is not installed: pip install 'container-challenge-grader[lint]'")
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        file, config = Path(name, "Dockerfile"), Path(name, "hadolint.yaml")
        file.write_bytes(dockerfile)
        config.write_text("{}\n")
        command = [str(program), "--no-fail", "--disable-ignore-pragma", "--format=json"]
        with Child([*command, f"--config={config}", str(file)], {"PATH": os.defpath}) as child:
            result = child.result(LINT_SECONDS, stopped=stopped)
    if result.exit_code != 0:
        return Broken(f"hadolint failed: {one_line(result.output, 200)}")
    return _findings(result.output, rules)


def _findings(output: str, rules: tuple[str, ...]) -> tuple[LintFinding, ...] | Broken:
    try:
        listed = json.loads(output)
    except ValueError:
        return Broken(f"hadolint said something unreadable: {one_line(output, 200)}")
    if unread := next((finding for finding in listed if finding["code"] == UNREADABLE), None):
        return Broken(f"hadolint cannot read the Dockerfile: {one_line(str(unread['message']), 200)}")
    found = [
        LintFinding(str(finding["code"]), int(finding["line"]), one_line(str(finding["message"]), 200))
        for finding in listed
        if finding["code"] in rules
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.code))[:MAX_FINDINGS])
