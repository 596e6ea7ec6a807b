"""Which questions a failed step raises."""

import pytest

from grader.bench.doubts import doubts
from grader.engine.model import BuildFailure


def _asked(step: str, said: str, *, in_time: bool = True) -> list[str]:
    failure = _failure(step, said, in_time=in_time)
    return [question.about.removesuffix(" can be reached") for question in doubts(failure)]


def _failure(step: str, said: str, *, in_time: bool = True) -> BuildFailure:
    return BuildFailure("learner", "a command ended", f"[2/2] RUN {step}", 2, (), said, in_time)


@pytest.mark.parametrize(
    ("step", "said", "asked"),
    [
        ("pip install six", "connection refused", ["the index of pip"]),
        ("./install.sh", "connection broken: /simple/six/", ["the index of pip"]),
        ("uv sync", "dns error", ["the public index of Python packages"]),
        ("apt-get install -y gcc", "could not resolve", ["the package index of apt"]),
        ("apk add gcc", "temporary error", ["the package index of apk"]),
        ("npm ci", "ENOTFOUND", ["the index of npm"]),
        ("make", "connection refused", []),
        ("make", "no space left on device", ["there is space on the disk"]),
        ("make", "runc run failed: rlimit", ["a command starts"]),
    ],
)
def test_what_is_asked(step: str, said: str, asked: list[str]) -> None:
    """The index of the tool that is named; the disk; whether anything starts."""
    assert _asked(step, said) == asked


@pytest.mark.parametrize("address", ["https://files.example/x", "http://169.254.169.254/"])
def test_no_address_of_the_step_is_asked(address: str) -> None:
    """For a download from elsewhere, any index of the base image stands for the network."""
    assert _asked(f"curl {address}", "curl: (28) timed out") == ["a package index"]
    assert all(
        "example" not in question.script for question in doubts(_failure(f"curl {address}", "timed out"))
    )


def test_a_build_that_took_too_long() -> None:
    """The index of its step is asked even where it said nothing; a tool that waits is silent."""
    assert _asked("pip install six", "", in_time=False) == ["the index of pip"]
    assert _asked("sleep 999", "", in_time=False) == []
