"""Reading BuildKit's plain progress: the step at work, and how a build failed."""

import re
from typing import Literal

from grader.engine.child import ChildResult
from grader.engine.faults import able, is_machine_error
from grader.engine.model import BuildFailure
from grader.text import last_lines, one_line
from grader.units import show_duration

SHOWN_LINES = 8

_STEP = re.compile(r"#\d+ (\[[^\]]{1,80}\] .+)")
_RUN_STEP = re.compile(r"^#(\d+) \[[^\]]{1,80}\] RUN ", re.MULTILINE)
_CACHED = re.compile(r"^#(\d+) CACHED$", re.MULTILINE)
_CLASSIC_STEP = re.compile(r"(?:\[\d+/\d+\] )?(?:Step|STEP) \d+/\d+ ?: (.+)")
_OUTPUT = re.compile(r"#\d+ \d+\.\d+ ?(.*)", re.DOTALL)
_NUMBERED = re.compile(r"#(\d+) \d+\.\d+ ?(.*)", re.DOTALL)
_STEP_ERROR = re.compile(r"#(\d+) ERROR: ")
_FAILED_STEP = re.compile(r" > (\[[^\]]{1,80}\] .+?):?")
_PLACE = re.compile(r"Dockerfile:(\d+)")
_TIMED = re.compile(r"\d+\.\d+ ")
_PREFIX = re.compile(r"(?:ERROR: )?(?:failed to build: )?(?:failed to solve: )?")
"""What the builder writes in front of the reason; newer ones, such as Docker 28.5, say `failed to build`."""
_EXIT = re.compile(
    r'(?:process ".*" did not complete successfully|executor failed running \[.*\]): (exit code: .+)',
    re.DOTALL,
)
_NOT_KNOWN_YET = re.compile(r"dockerfile parse error on line \d+: unknown flag: |unexpected key 'env' in ")
"""A Dockerfile is read by the rules of the newest builder before; what is no flag at all is refused then."""
_NOT_RUN = re.compile(r'process ".*" did not complete successfully: ', re.DOTALL)


def current_step(line: str) -> str | None:
    """The step that a line of progress begins, such as `[builder 2/4] RUN pip wheel ...`."""
    match = _STEP.fullmatch(line.strip()) or _CLASSIC_STEP.fullmatch(line.strip())
    return one_line(match[1], 100) if match else None


def ran_steps(log: str) -> bool:
    """Whether a RUN was run, and not just found in the cache."""
    began = set(_RUN_STEP.findall(log))
    return bool(began - set(_CACHED.findall(log)))


def read_failure(result: ChildResult, limit: float) -> BuildFailure:
    """What the log of a failed build says."""
    # The builder ends its lines so, and no other way: a step's output may hold all else that ends a line.
    lines = result.output.split("\n")
    said = "\n".join(match[1] for line in lines if (match := _OUTPUT.fullmatch(line)))
    if result.exit_code is None:
        return _over_time(lines, said, limit)
    summary = _summary(lines)
    error = _error(lines)
    step = next((match[1] for line in summary if (match := _FAILED_STEP.fullmatch(line))), None)
    # A step's own output always carries a time or a step number in front, so it cannot forge a place.
    places = [int(match[1]) for line in lines if (match := _PLACE.fullmatch(line.rstrip(" \r")))]
    return BuildFailure(
        _fault(error),
        _reason(error),
        one_line(step, 160) if step else None,
        places[-1] if places else None,
        last_lines("\n".join(_step_output(summary)), SHOWN_LINES),
        said,
        printed=_printed(lines),
        able=able(error) if _NOT_KNOWN_YET.match(error) else "",
    )


def lost_track(result: ChildResult) -> bool:
    """Whether BuildKit itself gave up, which happens with several builds at a time (moby/buildkit#2303)."""
    error = _error(result.output.split("\n"))
    return bool(result.exit_code) and error.strip().endswith("inconsistent graph state")


def _over_time(lines: list[str], said: str, limit: float) -> BuildFailure:
    steps = [step for line in lines if (step := current_step(line))]
    return BuildFailure(
        "learner",
        f"the build took longer than its limit of {show_duration(limit)}",
        steps[-1] if steps else None,
        output=last_lines(said, SHOWN_LINES),
        said=said,
        in_time=False,
    )


def _printed(lines: list[str]) -> str:
    """All that the failed step printed: the step is the one with an error, others run beside it."""
    failed = next((match[1] for line in reversed(lines) if (match := _STEP_ERROR.match(line))), None)
    numbered = (match for line in lines if (match := _NUMBERED.fullmatch(line)))
    return "\n".join(match[2] for match in numbered if match[1] == failed)


def _summary(lines: list[str]) -> list[str]:
    starts = [index for index, line in enumerate(lines) if line == "------"]
    return lines[starts[-2] + 1 : starts[-1]] if len(starts) >= 2 else []


def _step_output(summary: list[str]) -> list[str]:
    return [_TIMED.sub("", line, count=1) for line in summary if _TIMED.match(line)]


def _error(lines: list[str]) -> str:
    """The builder's last word; buildx may add where to look further."""
    starts = [index for index, line in enumerate(lines) if line.startswith("ERROR: ")]
    text = "\n".join(lines[starts[-1] :]) if starts else "\n".join(lines[-3:])
    return _PREFIX.sub("", text.partition("\nView build details")[0].strip(), count=1)


def _fault(error: str) -> Literal["learner", "machine"]:
    """The machine's only by the builder's own words: what a command is and prints may say anything."""
    if _EXIT.match(error):
        return "learner"
    if _NOT_KNOWN_YET.match(error):
        return "machine"
    return "machine" if is_machine_error(_NOT_RUN.sub("", error, count=1)) else "learner"


def _reason(error: str) -> str:
    ended = _EXIT.match(error)
    if _NOT_KNOWN_YET.match(error):
        return f"the builder here is older than what the Dockerfile uses: {one_line(error, 200)}"
    return f"a command ended with {one_line(ended[1], 80)}" if ended else one_line(error, 300)
