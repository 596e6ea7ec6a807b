from typing import Any

import pytest

from grader.criteria.exec_form import ExecFormKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import built_image
from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.places import last_commands
from grader.evidence import Process, ProcessesFact
from grader.shell import runs_shell_text
from tests.criteria.made import judged


def _judge(
    lines: str, cmd: tuple[str, ...] = (), entrypoint: tuple[str, ...] = (), **options: Any
) -> Finding:
    image = built_image(command=cmd, entrypoint=entrypoint)
    return judged(ExecFormKind, image, ProcessesFact(()), dockerfile=f"FROM a:1\n{lines}\n", **options)


def _process(text: str) -> Process:
    """`number parent program command`, with `*` at the end where it listens."""
    number, parent, program, command = text.rstrip("*").split(" ", 3)
    return Process(1000, command, int(number), int(parent), program, text.endswith("*"))


def _runs(*processes: str) -> Finding:
    running = ProcessesFact(tuple(_process(text) for text in processes))
    return judged(ExecFormKind, built_image(command=("a",)), running, (), dockerfile='FROM a:1\nCMD ["a"]\n')


@pytest.mark.parametrize(
    "words",
    [
        ["sh", "-c", "x"],
        ["/bin/bash", "-lc", "x"],
        ["bash", "-o", "pipefail", "-c", "x"],
        ["tini", "--", "sh", "-ec", "x"],
        ["/usr/bin/env", "bash", "-c", "x"],
        ["busybox", "sh", "-c", "x"],
    ],
)
def test_shell_text(words: list[str]) -> None:
    """Text for a shell is seen behind options and other programs."""
    assert runs_shell_text(tuple(words))


@pytest.mark.parametrize(
    "words",
    [
        ["python", "-c", "x"],
        ["gunicorn", "-c", "conf.py"],
        ["sh", "start.sh"],
        ["bash", "start.sh", "-c", "conf"],
        ["bash", "--rcfile", "-c"],
        ["sh"],
        [],
    ],
)
def test_no_shell_text(words: list[str]) -> None:
    """A script, or another program's option -c, is no text for a shell."""
    assert not runs_shell_text(tuple(words))


def test_both_are_judged_together() -> None:
    """An ENTRYPOINT that is a shell makes text of CMD, also where the base image brings it."""
    assert isinstance(_judge('ENTRYPOINT ["sh"]\nCMD ["-c", "x"]', ("-c", "x"), ("sh",)), Unmet)
    assert isinstance(_judge('CMD ["x"]', ("x",), ("/bin/sh", "-c")), Unmet)
    assert isinstance(_judge('CMD ["x"]', ("x",), ("docker-entrypoint.sh",)), Met)


def test_only_the_wanted_instruction_counts() -> None:
    """A CMD in shell form is no matter where ENTRYPOINT is asked for, and the other way round."""
    lines, cmd = 'ENTRYPOINT ["a"]\nCMD b', ("/bin/sh", "-c", "b")
    assert isinstance(_judge(lines, cmd, ("a",), instruction="ENTRYPOINT"), Met)
    assert isinstance(_judge(lines, cmd, ("a",), instruction="CMD"), Unmet)


def test_a_shell_as_the_entrypoint() -> None:
    """A CMD that ENTRYPOINT's shell takes apart is shell form; one that a shell's own text starts is not."""
    lines = 'ENTRYPOINT ["/bin/sh", "-c"]\nCMD ["a b"]'
    assert isinstance(_judge(lines, ("a b",), ("/bin/sh", "-c"), instruction="CMD"), Unmet)
    text = ("sh", "-c", 'exec "$@"', "--")
    lines = 'ENTRYPOINT ["sh", "-c", "exec \\"$@\\"", "--"]\nCMD ["a"]'
    assert isinstance(_judge(lines, ("a",), text, instruction="CMD"), Met)


def test_nothing_set() -> None:
    """Neither an empty array nor an instruction of another stage is one."""
    assert isinstance(_judge("CMD []"), Unmet)
    assert isinstance(_judge('CMD ["a"]\nFROM b:1', ("python3",)), Unmet)
    assert isinstance(_judge('ONBUILD CMD ["a"]', ("python3",)), Unmet)


def test_empty_entrypoint_beside_a_command() -> None:
    """ENTRYPOINT [] takes the base image's away and leaves CMD to judge."""
    assert isinstance(_judge('ENTRYPOINT []\nCMD ["a"]', ("a",)), Met)


def test_entrypoint_takes_the_command_below_away() -> None:
    """A CMD in shell form of the stage below is gone with an ENTRYPOINT; one of the same stage is not."""
    below = 'CMD a\nFROM base\nENTRYPOINT ["b"]'
    read = read_dockerfile(f"FROM a:1 AS base\n{below}\n".encode())
    assert set(last_commands(read)) == {"ENTRYPOINT"}
    assert isinstance(_judge('CMD a\nENTRYPOINT ["b"]', ("/bin/sh", "-c", "a"), ("b",)), Unmet)


def test_command_of_the_stage_below() -> None:
    """A CMD of a stage that the final one builds on is the Dockerfile's own."""
    read = read_dockerfile(b'FROM a:1 AS base\nCMD ["a"]\nFROM base\n')
    assert last_commands(read)["CMD"].line == 2


def test_shell_form_with_another_shell() -> None:
    """SHELL changes the words of the shell form, and it stays one."""
    finding = _judge('SHELL ["/bin/bash", "-c"]\nCMD a', ("/bin/bash", "-c", "a"))
    assert isinstance(finding, Unmet)
    assert "in shell form" in finding.found


def test_screen_needs_no_image() -> None:
    """Shell form is told from the Dockerfile alone; exec form is not yet proven."""
    unmet = judged(ExecFormKind, dockerfile="FROM a:1\nUSER x\nCMD a\n")
    assert isinstance(unmet, Unmet)
    assert unmet.line == 3
    with pytest.raises(KeyError):
        judged(ExecFormKind, dockerfile='FROM a:1\nCMD ["a"]\n')


def test_image_decides() -> None:
    """Words that the image does not hold prove nothing."""
    assert isinstance(_judge('CMD ["a"]', ()), Unmet)
    assert isinstance(_judge('CMD ["a"]', ("a", "b")), Unmet)


def test_hint_for_single_quotes() -> None:
    """What looks like an array, but is none, gets a hint of its own."""
    finding = _judge("CMD ['a']")
    assert isinstance(finding, Unmet)
    assert "double quotes" in (finding.hint or "")


@pytest.mark.parametrize(
    "processes",
    [
        ["7 1 /usr/bin/python3 python app.py*"],
        ["7 1 /usr/bin/python3 gunicorn: master*", "8 7 /usr/bin/python3 gunicorn: worker*"],
        ["7 1 /usr/bin/python3 uvicorn app", "8 7 /usr/bin/python3 python -c spawn_main*"],
        ["7 1 /sbin/tini tini -- a", "8 7 /usr/bin/python3 python app.py*", "9 7 /bin/sh sh helper.sh"],
        ["7 1 /usr/bin/dumb-init dumb-init a", "8 7 /a a*"],
        ["7 1 /usr/bin/python3 python app.py*", "8 7 /bin/sleep sleep 9"],
        ["7 1 /usr/bin/python3 python app.py", "8 7 /bin/sh sh -c helper"],
    ],
)
def test_the_application_itself(processes: list[str]) -> None:
    """Servers with workers and helpers, alone or below an init program; also where nobody listens."""
    assert isinstance(_runs(*processes), Met)


@pytest.mark.parametrize(
    ("processes", "told"),
    [
        (["7 1 /bin/dash /bin/sh ./a", "8 7 /usr/bin/python3 python app.py*"], "it runs 'python app.py'"),
        (["7 1 /sbin/tini tini a", "8 7 /bin/bash bash a", "9 8 /a a*"], "the first process is a shell"),
        (["7 1 /bin/busybox sh a", "8 7 /a a*"], "the first process is a shell"),
        (["7 1 /opt/wrap wrap a", "8 7 /a a*"], "another program listens: 'a'"),
        (["7 1 /app/python python -c a", "8 7 /usr/bin/python3 gunicorn*"], "another program listens"),
    ],
)
def test_a_program_in_between(processes: list[str], told: str) -> None:
    """A start script without exec, a wrapper, a shell of another name."""
    finding = _runs(*processes)
    assert isinstance(finding, Unmet)
    assert told in finding.found
    assert "exec" in (finding.hint or "")


def test_where_the_machine_shows_no_programs() -> None:
    """The command line still tells a shell."""
    assert isinstance(_runs("7 1  /bin/sh ./start.sh", "8 7  python app.py"), Unmet)


def test_an_array_that_is_none() -> None:
    """What begins like a JSON array and is none is told as such."""
    finding = judged(ExecFormKind, dockerfile='FROM a\nCMD ["python", app.py]\n')
    assert isinstance(finding, Unmet)
    assert "no JSON array" in finding.found
    assert "into double quotes" in (finding.hint or "")
