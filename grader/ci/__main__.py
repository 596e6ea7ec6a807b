"""Grades one submission of a learner's repository and hands the results to the CI system.

Called by scripts/action with `python -I` in an empty folder; inputs are variables, the course is that of
GRADER_COURSE. The outputs are written before the exit code tells how it went: 0; 1 where something is unmet
or blocked and `fail-on-unmet` is on; 2 a wrong input or spec; 3 where the grading did not work.
"""

import os
import sys
import traceback
from collections.abc import Mapping
from shutil import get_terminal_size

from grader.ci.inputs import Inputs
from grader.ci.workflow import Workflow
from grader.errors import GraderError
from grader.interrupts import interrupt_on_termination
from grader.report import Report, write_file
from grader.report.folder import write_reports
from grader.report.formats import annotations, autograding, markdown, needed_for
from grader.report.terminal import render
from grader.submission import grading
from grader.text import one_line

FAULT, INTERRUPTED = 3, 130


def run(variables: Mapping[str, str]) -> int:
    """Grade and hand over; where that does not work, say so in the outputs, too. Returns the exit code."""
    workflow = Workflow(variables)
    try:
        return _run(Inputs.read(variables), workflow)
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
    workflow.set_outputs({"result": result, "outcome": "error", "points": "", "max-points": "", "report": ""})
    workflow.complain(why)
    return code


def _run(inputs: Inputs, workflow: Workflow) -> int:
    report = _graded(inputs, workflow)
    result = autograding.render(report, points=inputs.points).strip()
    outputs = {"result": result, "outcome": report.outcome, "report": inputs.report}
    workflow.set_outputs({**outputs, "points": report.score, "max-points": report.max_score})
    workflow.command(annotations.render(report).strip("\n"))
    workflow.add_summary(markdown.render(report))
    if report.exit_code == FAULT:
        workflow.complain("not all criteria could be judged: this is no mark")
    return report.exit_code if inputs.fail_on_unmet or report.exit_code == FAULT else 0


def _graded(inputs: Inputs, workflow: Workflow) -> Report:
    """The report, shown in the step's log and written with grader.log, which holds the same."""
    with workflow.without_commands():
        with grading(inputs.challenge, inputs.submission) as graded:
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
