"""Grades one submission of a learner's repository and hands the results to the CI system.

Called by scripts/action with `python -I` in an empty folder; inputs are variables, the course is that of
GRADER_COURSE. The outputs are written before the exit code tells how it went: 0; 1 where something is unmet
or blocked and `fail-on-unmet` is on; 2 a wrong input or spec; 3 where the grading did not work.
"""

import os
import sys
import time
import traceback
from collections.abc import Mapping
from shutil import get_terminal_size

from grader.ci.inputs import Inputs
from grader.ci.when import in_words
from grader.ci.workflow import Workflow
from grader.errors import GraderError
from grader.interrupts import interrupt_on_termination
from grader.report import Report, write_file
from grader.report.folder import write_reports
from grader.report.formats import annotations, autograding, markdown, needed_for
from grader.report.judged import judged_part
from grader.report.terminal import render
from grader.submission import GradingOptions, grading
from grader.text import one_line
from grader.units import show_duration

FAULT, INTERRUPTED = 3, 130


def run(variables: Mapping[str, str]) -> int:
    """Grade and hand over; where that does not work, say so in the outputs, too. Returns the exit code."""
    workflow, begun = Workflow(variables), time.monotonic()
    try:
        return _run(Inputs.read(variables), workflow, begun)
    except GraderError as error:
        why, code = str(error), error.exit_code
    except KeyboardInterrupt:
        why, code = "interrupted, everything it had created was removed", INTERRUPTED
    except Exception as error:  # Python's own exit code 1 would be a learner's
        with workflow.without_commands():
            workflow.say(traceback.format_exc())
        why, code = f"{type(error).__name__}: {error}", FAULT
    why = one_line(why, 1000)
    result = autograding.no_result(why).strip()
    workflow.set_outputs(
        {"result": result, "outcome": "error", "points": "", "max-points": "", "report": "", "graded": ""}
    )
    workflow.complain(why)
    return code


def _run(inputs: Inputs, workflow: Workflow, begun: float) -> int:
    graded = _graded(inputs, workflow)
    told = _told(inputs, graded, time.monotonic() - begun)
    report = graded if inputs.whole else judged_part(graded)
    if report is None:
        return _nothing_judged(inputs, workflow, told)
    result = autograding.render(report, points=inputs.points).strip()
    outputs = {
        "result": result,
        "outcome": report.outcome,
        "report": inputs.report,
        "graded": _extent(inputs),
    }
    workflow.set_outputs({**outputs, "points": report.score, "max-points": report.max_score})
    workflow.command(annotations.render(report).strip("\n"))
    workflow.add_summary(f"{markdown.render(report)}\n{told}")
    if report.exit_code == FAULT:
        workflow.complain("not all criteria could be judged: this is no mark")
    return report.exit_code if inputs.fail_on_unmet or report.exit_code == FAULT else 0


def _nothing_judged(inputs: Inputs, workflow: Workflow, told: str) -> int:
    """An exercise whose criteria all need an engine has nothing to be told before that."""
    result = autograding.no_result("nothing of it can be judged without an engine").strip()
    workflow.set_outputs({"result": result, "outcome": "skipped", "points": 0, "max-points": 0})
    workflow.set_outputs({"report": inputs.report, "graded": _extent(inputs)})
    workflow.add_summary(told)
    return 0


def _extent(inputs: Inputs) -> str:
    return "whole" if inputs.whole else "static"


def _told(inputs: Inputs, report: Report, seconds: float) -> str:
    """What was graded, and how long it took, in Markdown."""
    lines = []
    if not inputs.whole:
        judged = sum(verdict.outcome != "skipped" for verdict in report.criteria)
        what = f"only what needs no engine, {judged} of {len(report.criteria)} criteria"
        lines.append(f"This was {what}. The whole is graded for {in_words(inputs.whole_on)}.")
    lines.append(f"Grading took {show_duration(seconds)}{_installing()}; a job is billed by begun minutes.")
    return "\n\n".join(lines) + "\n"


def _installing() -> str:
    """How long the step before took, where it has said so: whole seconds."""
    seconds = os.environ.get("GRADER_INSTALL_SECONDS", "")
    return f", installing {show_duration(int(seconds))}" if seconds.isdecimal() and len(seconds) < 6 else ""


def _graded(inputs: Inputs, workflow: Workflow) -> Report:
    """The report, shown in the step's log and written with grader.log, which holds the same."""
    with workflow.without_commands():
        options = GradingOptions(static_only=not inputs.whole)
        with grading(inputs.challenge, inputs.submission, options) as graded:
            list(graded.verdicts())
            report = graded.completed(graded.report(), needed_for(inputs.formats))
        text = render(report, colour=False, width=get_terminal_size().columns)
        workflow.say(text)
    write_reports(inputs.report, report, inputs.formats)
    write_file(inputs.report / "grader.log", text)
    return report


if __name__ == "__main__":
    interrupt_on_termination()
    sys.exit(run(os.environ))
