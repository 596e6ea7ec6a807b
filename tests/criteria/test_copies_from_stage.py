from typing import Any

import pytest

from grader.criteria.copies_from_stage import CopiesFromStageKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import own_layers
from grader.evidence import LayerEntry
from tests.criteria.made import judged

BUILDER = "FROM a AS builder\nFROM b\n"


def _judge(text: str, **options: Any) -> Finding:
    return judged(CopiesFromStageKind, dockerfile=text, **options)


@pytest.mark.parametrize(
    "source", ["/", "/.", "/./", ".", "./", "*", "/*", "/**", "/usr/..", "//", "/*/*", "/[a-z]*"]
)
def test_the_whole_stage(source: str) -> None:
    """However it is written, a copy of the root folder brings the whole stage along."""
    copies = f"COPY --from=builder /opt/venv /opt/venv\nCOPY --from=builder {source} /x/\n"
    finding = _judge(BUILDER + copies, source="/opt/venv")
    assert isinstance(finding, Unmet)
    assert finding.line == 4
    assert "whole stage" in finding.found


def test_the_whole_of_a_few_files() -> None:
    """A stage from scratch that holds chosen files may be copied whole."""
    text = (
        "FROM a AS builder\nFROM scratch AS files\nCOPY --from=builder {} /\nFROM b\nCOPY --from=files / /\n"
    )
    assert isinstance(_judge(text.format("/app")), Met)
    assert isinstance(_judge(text.format("/")), Unmet)


@pytest.mark.parametrize(
    ("copied", "source"),
    [
        ("/opt/venv /opt/venv", "/opt/venv"),
        ("/opt/venv/. /opt/venv", "/opt/venv/"),
        ("/opt/venv/* /opt/venv/", "/opt/venv"),
        ("opt/venv /x", "/opt/venv"),
        ("/opt/venv /x", "opt/venv"),
        ("/a /opt/venv /x/", "/opt/venv"),
        ("/usr/local/lib/python3.11/site-packages /x", "*/site-packages*"),
        ("/root/.local /x", "/root/.loc*"),
        ('["/opt/venv", "/x"]', "/opt/venv"),
        ("--chown=app:app /opt/venv /x", "/opt/venv"),
    ],
)
def test_one_path_in_other_spelling(copied: str, source: str) -> None:
    """A path may be written in several ways, alone or among others."""
    assert isinstance(_judge(f"{BUILDER}COPY --from=builder {copied}\n", source=source), Met)


@pytest.mark.parametrize("copied", ["/opt/venv2 /opt/venv", "/x/opt/venv /x", "/app /opt/venv"])
def test_another_path(copied: str) -> None:
    """The source counts, not the destination, and it counts whole."""
    assert isinstance(_judge(f"{BUILDER}COPY --from=builder {copied}\n", source="/opt/venv"), Unmet)


def test_stages_that_do_not_count() -> None:
    """A copy within an unused stage, or from another stage than the named one, proves nothing."""
    unused = "FROM a AS builder\nFROM b AS c\nCOPY --from=builder /x /x\nFROM d\n"
    assert isinstance(_judge(unused, **{"from": "builder"}), Unmet)
    assert isinstance(_judge(unused), Unmet)
    other = "FROM a AS builder\nFROM b AS c\nFROM d\nCOPY --from=c /x /x\n"
    assert isinstance(_judge(other, **{"from": "builder"}), Unmet)
    assert isinstance(_judge(other), Met)


def test_stages_below_the_final_one_count() -> None:
    """What the stage below copies is in the final image, too; so is what its ONBUILD copies."""
    text = "FROM a AS builder\nFROM b AS base\n{}COPY --from=builder /x /x\nFROM base\n"
    assert isinstance(_judge(text.format(""), **{"from": "builder", "source": "/x"}), Met)
    assert isinstance(_judge(text.format("ONBUILD "), **{"from": "builder", "source": "/x"}), Met)


def test_built_on_the_stage() -> None:
    """Who builds on the stage has all of it, whatever else is copied."""
    text = "FROM a AS builder\nFROM builder\nCOPY --from=builder /opt/venv /opt/venv\n"
    finding = _judge(text, **{"from": "builder"})
    assert isinstance(finding, Unmet)
    assert "builds on the stage builder" in finding.found


def test_a_common_base_is_no_harm() -> None:
    """Two stages may share a base."""
    text = "FROM a AS base\nFROM base AS builder\nFROM base\nCOPY --from=builder /x /x\n"
    assert isinstance(_judge(text, **{"from": "builder"}), Met)


def test_mounts_and_images_between_copies() -> None:
    """Each COPY is told apart from mounts and images that stand beside it."""
    text = (
        f"{BUILDER}RUN --mount=from=builder,target=/b make\nCOPY --from=nginx:1 /etc /etc\n"
        "COPY --from=builder /x /x\n"
    )
    assert isinstance(_judge(text, **{"from": "builder", "source": "/x"}), Met)
    assert isinstance(_judge(text, **{"from": "builder", "source": "/etc"}), Unmet)


@pytest.mark.parametrize(
    "before", ["ENV V=/opt", "ARG V=/opt", "ARG V=/x\nENV V=/opt", "ENV V=/opt\nARG V=/x"]
)
def test_variables(before: str) -> None:
    """ENV and ARG are put in, and ENV wins."""
    assert isinstance(_judge(f"{BUILDER}{before}\nCOPY --from=builder $V/venv /v\n", source="/opt/venv"), Met)


def test_global_argument() -> None:
    """An ARG without a default takes the value from before the first FROM."""
    text = "ARG V=/opt\nFROM a AS builder\nFROM b\nARG V\nCOPY --from=builder ${V}/venv /v\n"
    assert isinstance(_judge(text, source="/opt/venv"), Met)


def test_unknown_variable() -> None:
    """A variable of the base image is not known, and the learner is told so; it is not the root folder."""
    finding = _judge(f"{BUILDER}COPY --from=builder $V /v\n", source="/opt/venv")
    assert isinstance(finding, Unmet)
    assert "value of V" in (finding.hint or "")
    assert isinstance(_judge(f"{BUILDER}ENV A=$HOME\nCOPY --from=builder $A /v\n"), Met)


def test_allowed_paths_count_for_the_named_stage() -> None:
    """`sources` limits what comes from the named stage; other stages are free."""
    text = "FROM a AS builder\nFROM b AS web\nFROM c\nCOPY --from=builder /x /x\nCOPY --from=web /y /y\n"
    assert isinstance(_judge(text, sources=["/x"], **{"from": "builder"}), Met)
    assert isinstance(_judge(text, sources=["/x"]), Unmet)


def test_missing_stage() -> None:
    """A stage that is not there is told as such."""
    finding = _judge("FROM a AS build\nFROM b\nCOPY --from=build /x /x\n", **{"from": "builder"})
    assert isinstance(finding, Unmet)
    assert "no stage is named builder" in finding.found


FLASK = "/usr/lib/python3/site-packages/flask/__init__.py"
TWO = "FROM a AS builder\nFROM b AS c\nFROM d\nCOPY --from=builder /x /y\nCOPY --from=c /x /y\nRUN x\n"


def _held(*layers: tuple[Any, ...], **options: Any) -> Finding:
    layers = tuple(("RUN x" if line == 6 else "COPY /x /y", line, *added) for line, *added in layers)
    given = {"holds": ["/**/flask/__init__.py"], "from": "builder", **options}
    return judged(CopiesFromStageKind, own_layers(*layers), dockerfile=TWO, **given)


def test_what_the_image_holds() -> None:
    """What matches came by a COPY from the stage that is meant, and by no RUN."""
    assert isinstance(_held((4, FLASK)), Met)
    assert isinstance(_held((4, FLASK), (6, LayerEntry(FLASK, "file", 9, uid=33))), Met)
    for layers in ([(5, FLASK)], [(4,)], [(4,), (6, FLASK)], [(4, FLASK), (6, f"/x{FLASK}")]):
        assert isinstance(_held(*layers), Unmet)


def test_copied_to_another_place() -> None:
    """Where it must lie is told, with the line that puts it elsewhere."""
    finding = _held((4,), holds=["/usr/lib/*/flask.py"])
    assert isinstance(finding, Unmet)
    assert (finding.line, "below /usr/lib in the last stage" in (finding.hint or "")) == (4, True)
    assert "last word of line 4." in (finding.hint or "")


def test_run_may_add() -> None:
    """Where wheels may be copied and installed, a copied file is asked for all the same."""
    assert isinstance(_held((4, FLASK), (6, f"/x{FLASK}"), run_may_add=True), Met)
    assert isinstance(_held((6, FLASK), run_may_add=True), Unmet)


def test_layers_that_tell_nothing() -> None:
    """A layer without its instruction proves nothing."""
    assert isinstance(_held((None, FLASK)), Unmeasured)


@pytest.mark.usefixtures("bounded_work")
def test_many_stages_are_read() -> None:
    """Stages that copy one another whole, each twice, are not followed on every way."""
    text = "FROM scratch AS s0\nFROM scratch AS s1\n" + "".join(
        f"FROM scratch AS s{at}\nCOPY --from=s{at - 1} / /\nCOPY --from=s{at - 2} / /\n"
        for at in range(2, 60)
    )
    assert isinstance(_judge(text), Met)
