"""Real repositories, made for tests."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

TIMES = {"early": 1_796_000_000, "late": 1_796_100_000}
"""Seconds since the epoch, in November 2026."""


def run_git(folder: Path, *words: str, seconds: int = TIMES["early"]) -> str:
    """Call git in a folder, at some time."""
    who = {"NAME": "A", "EMAIL": "a@example.org", "DATE": f"{seconds} +0000"}
    named = {f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in who.items()}
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **named}, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def repository(folder: Path, *commits: tuple[int, Mapping[str, str]]) -> Path:
    """A repository with these commits: the seconds of each, and the files that it writes."""
    folder.mkdir(parents=True)
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    for seconds, files in commits:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        run_git(folder, "add", "--all")
        run_git(folder, "commit", "--quiet", "--allow-empty", "-m", "work", seconds=seconds)
    return folder
