"""What happened to a submission, told once; criteria wait for it."""

from typing import Literal

from grader.values import Value

Moment = Literal["dockerfile", "build context", "build", "start", "run", "answer", "time", "disk", "machine"]
"""When it happened: while the files were read, the image was built, the container started or ran, or was
asked; when a limit of the whole was passed; `machine` where the machine that grades failed."""
Fault = Literal["learner", "machine", "exercise"]


class Cause(Value, kw_only=True):
    """What happened: all texts are plain, and hold what the submission printed.

    `id` names the explanation, or the moment where none fits. `title` is one line; `found` is the evidence,
    which was seen in `source`; `why` says what it means, `advice` what to do. `port` is the one that was
    asked, `target` the stage that was to be built, by its name. Where `explained` is false, nothing more is
    known than was found.
    """

    id: str
    moment: Moment
    title: str
    fault: Fault = "learner"
    found: str = ""
    source: str = ""
    why: str = ""
    advice: str = ""
    file: str | None = None
    line: int | None = None
    port: int | None = None
    target: str | None = None
    explained: bool = True
