"""`make bench`: how long grading takes, as ratios of medians of runs taken in turn."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTION = ROOT / "solutions" / "02-multi-stage-builds"
GRADER = [sys.executable, "-m", "grader"]
LIMIT = 1.5
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
    print(f"grade, warm build cache   {ours:6.2f} s   median of {pairs}")  # noqa: T201 - this is its output
    print(f"plain shell script        {theirs:6.2f} s   median of {pairs}")  # noqa: T201 - as above
    print(f"ratio                     {ratio:6.2f}     at most {LIMIT}")  # noqa: T201 - as above
    print(f"explain, {EXPLAIN_LINES} lines        {_explain(pairs):6.2f} s   at most 0.3 s")  # noqa: T201 - as above
    return 0 if ratio <= LIMIT else 1


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
