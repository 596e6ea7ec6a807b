import pytest

from grader.criteria.no_build_tools import NoBuildToolsKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import built_image, software
from grader.evidence import FilesystemFact, ImageFact, Program, ShellText, ToolchainsFact
from tests.criteria.made import judged


def _judge(
    image: ImageFact | None = None, filesystem: FilesystemFact | None = None, *texts: ShellText
) -> Finding:
    return judged(
        NoBuildToolsKind, texts, image or built_image(), filesystem or software(), ToolchainsFact(())
    )


@pytest.mark.parametrize(
    "created_by",
    [
        "RUN /bin/sh -c echo gcc make build-essential # buildkit",
        "RUN /bin/sh -c apt-get remove -y gcc # buildkit",
        "RUN /bin/sh -c apt-get purge -y --auto-remove gcc make # buildkit",
        "RUN /bin/sh -c apt-get install -y libgcc-s1 gcc-12-base # buildkit",
        "RUN /bin/sh -c pip install gcc # buildkit",
        "RUN /bin/sh -c # apt-get install gcc # buildkit",
        "LABEL note=apt-get install -y gcc",
        "ENV HINT=apt-get install gcc",
        'CMD ["sh" "-c" "apt-get install gcc"]',
        "/bin/sh -c #(nop)  CMD [\"apt-get install gcc\"]",
        "COPY gcc /usr/share/doc/gcc # buildkit",
        "WORKDIR /gcc",
        "",
    ],
)  # fmt: skip
def test_words_that_mention_a_tool(created_by: str) -> None:
    """A tool's name anywhere but behind an install command means nothing."""
    assert isinstance(_judge(built_image(created_by)), Met)


@pytest.mark.parametrize(
    "created_by",
    [
        "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends gcc # buildkit",
        "RUN |1 P=gcc /bin/sh -c apt-get install -y $P # buildkit",
        "RUN |2 A=1 P=gcc /bin/sh -c apt-get install -y ${P} # buildkit",
        "RUN /bin/sh -c apt-get -y -qq install gcc=4:12.2.0-3 # buildkit",
        "RUN /bin/sh -c apt-get install gcc && apt-get purge gcc # buildkit",
        "RUN /bin/bash -o pipefail -c apt-get install -y g++ # buildkit",
        "/bin/sh -c apt-get install -y gcc",
        "/bin/sh -c apk add --no-cache --virtual .deps build-base",
        "RUN /bin/sh -c set -eux; apk add gcc~=12 # buildkit",
        "RUN /bin/sh -c apt-get install -y gcc:amd64 # buildkit",
        "RUN /bin/sh -c for p in curl gcc; do apt-get install -y $p; done # buildkit",
        "RUN /bin/sh -c DEBIAN_FRONTEND=noninteractive apt-get install -y gcc # buildkit",
        "RUN /bin/sh -c sh -c 'apt-get install -y gcc' # buildkit",
    ],
)
def test_installed_in_history(created_by: str) -> None:
    """Every usual way to install a tool is seen in the history of the image's own layers."""
    assert isinstance(_judge(built_image(created_by)), Unmet)


def test_variable_of_the_image() -> None:
    """ENV values stand in for variables."""
    install = "RUN /bin/sh -c apt-get install -y $TOOL # buildkit"
    assert isinstance(_judge(built_image(install, environment=("TOOL=make",))), Unmet)


def test_logged_install() -> None:
    """What was installed and removed again was installed."""
    finding = _judge(None, software(logged=("gcc-12", "libgcc-12-dev")))
    assert isinstance(finding, Unmet)
    assert "removed again" in finding.found


def test_compiler_under_another_name() -> None:
    """A compiler is known by its content, too."""
    program = Program("/usr/bin/innocent", holds_compiler=True)
    assert isinstance(_judge(None, FilesystemFact((), (program,), ())), Unmet)


def test_place_in_the_submission() -> None:
    """A finding in a script has the script's file and line."""
    finding = _judge(None, None, ShellText("apt-get install -y gcc", "setup.sh", 7))
    assert isinstance(finding, Unmet)
    assert (finding.file, finding.line) == ("setup.sh", 7)


def test_text_of_a_script_is_no_install() -> None:
    """A script that mentions a tool, but installs none, is fine."""
    assert isinstance(_judge(None, None, ShellText("# needs gcc\npip install x\n", "s.sh", 1)), Met)


def test_unknown_base_is_no_verdict() -> None:
    """Where own and inherited layers cannot be told apart, the history proves nothing."""
    finding = _judge(built_image("RUN /bin/sh -c apt-get install gcc # buildkit", available=False))
    assert isinstance(finding, Unmeasured)


def test_unknown_base_with_a_compiler_inside() -> None:
    """A compiler in the image is one, whatever the base."""
    assert isinstance(_judge(built_image(available=False), software("gcc")), Unmet)


def test_many_findings_are_counted() -> None:
    """The first three findings are told, the others counted."""
    steps = [f"RUN /bin/sh -c apt-get install -y gcc-{number} # buildkit" for number in range(5)]
    finding = _judge(built_image(*steps))
    assert isinstance(finding, Unmet)
    assert finding.found.endswith("and 2 more")


def test_tools_that_only_the_base_brings() -> None:
    """Who has installed nothing is not told to install it elsewhere, but where the tools come from."""
    inherited, own = _judge(None, software("gcc")), _judge(None, software("gcc"), _APT)
    assert isinstance(inherited, Unmet)
    assert isinstance(own, Unmet)
    assert "they come with the base image python:3.11-slim" in (inherited.hint or "")
    assert own.hint is None


_APT = ShellText("apt-get install -y gcc", "Dockerfile", 3)
