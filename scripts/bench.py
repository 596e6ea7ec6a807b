"""`make bench`: how long grading takes, as ratios of medians of runs taken in turn."""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTION = ROOT / "solutions" / "02-multi-stage-builds"
GRADER = [sys.executable, "-m", "grader"]
LIMIT = 1.5
CLASS_LIMIT = 0.8
CLASS_SIZE = 16
EXPLAIN_LINES = 50


def main() -> int:
    """Print the medians and their ratio; 1 where grading exceeds its share of the plain script's time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="pairs of runs, at least 7 (default: 9)")
    pairs = max(7, parser.parse_args().pairs)
    grade = [*GRADER, "grade", "--quiet", "--challenge", "02-multi-stage-builds", str(SOLUTION)]
    plain = [str(ROOT / "scripts" / "plain-grade"), str(SOLUTION)]
    for command in (grade, plain):  # warms the build cache
        _seconds(command)
    taken = [(_seconds(grade), _seconds(plain)) for _ in range(pairs)]
    ours, theirs = (statistics.median(times) for times in zip(*taken, strict=True))
    ratio = ours / theirs
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
        cold, warm, plain_in_turn, unchanged = _class(Path(name), plain, pairs)
    class_ratio = warm / plain_in_turn
    lines = [
        f"grade, warm build cache   {ours:6.2f} s   median of {pairs}",
        f"plain shell script        {theirs:6.2f} s   median of {pairs}, in turn with it",
        f"ratio                     {ratio:6.2f}     at most {LIMIT}",
        f"explain, {EXPLAIN_LINES} lines        {_explain(pairs):6.2f} s   at most 0.3 s",
        f"class, warm, a submission {warm:6.2f} s   {CLASS_SIZE} submissions, 2 jobs, median of {pairs}",
        f"plain shell script        {plain_in_turn:6.2f} s   in turn with it",
        f"ratio                     {class_ratio:6.2f}     at most {CLASS_LIMIT}",
        *(
            f"submissions per hour      {3600 / seconds:6.0f}     {kind}"
            for kind, seconds in (("cold", cold), ("warm", warm), ("unchanged", unchanged))
        ),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0 if ratio <= LIMIT and class_ratio <= CLASS_LIMIT else 1


def _class(folder: Path, plain: list[str], pairs: int) -> tuple[float, float, float, float]:
    """Seconds a submission: cold, warm, the plain script in turn with warm, unchanged."""
    handed_in, out = folder / "class", folder / "out"
    for number in range(CLASS_SIZE):
        made = Path(shutil.copytree(SOLUTION, handed_in / str(number)))
        with (made / "requirements.txt").open("a") as requirements:
            requirements.write(f"# {folder.name} {number}\n")  # no layer above it is in the build cache
    command = [*GRADER, "class", str(handed_in), "--challenge", "02-multi-stage-builds", "--out", str(out)]
    command += ["--jobs", "2", "--quiet"]
    cold = _seconds(command) / CLASS_SIZE
    taken = [(_seconds([*command, "--again"]) / CLASS_SIZE, _seconds(plain)) for _ in range(pairs)]
    warm, script = (statistics.median(times) for times in zip(*taken, strict=True))
    unchanged = statistics.median(_seconds(command) for _ in range(3)) / CLASS_SIZE
    return cold, warm, script, unchanged


def _explain(count: int) -> float:
    lines = ["FROM python:3.11 AS build", *(f"RUN echo {n}" for n in range(EXPLAIN_LINES - 2)), "FROM build"]
    file = ROOT / "report" / "bench.Dockerfile"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n")
    try:
        return statistics.median(_seconds([*GRADER, "explain", str(file)]) for _ in range(count))
    finally:
        file.unlink()


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
