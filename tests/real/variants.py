"""Wrong and awkward submissions of challenge 02, each with its five outcomes.

Outcomes are letters in the order of the spec: two-stages, image-under-200mb, health-endpoint,
no-build-tools, slim-runtime. M is met, U unmet, B blocked.
"""

from dataclasses import dataclass, field

BUILDER = """\
FROM python:3.11 AS builder
WORKDIR /build
COPY requirements.txt .
RUN pip wheel --no-cache-dir --wheel-dir /wheels -r requirements.txt
"""
INSTALL = """\
WORKDIR /app
COPY --from=builder /wheels /wheels
COPY requirements.txt app.py ./
RUN pip install --no-cache-dir --no-index --find-links=/wheels -r requirements.txt
"""
RUNTIME = f"FROM python:3.11-slim\n{INSTALL}"
START = 'CMD ["python", "app.py"]\n'
GOOD = BUILDER + RUNTIME + START
GCC_INSTALL = "apt-get update && apt-get install -y --no-install-recommends gcc"

SERVER = """\
import http.server
import time

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        {answer}

{before}
http.server.HTTPServer(("{host}", 5000), Handler).serve_forever()
"""


def server(answer: str, host: str = "0.0.0.0", before: str = "") -> str:
    """An app.py whose answers are made by the statement `answer`."""
    return SERVER.format(answer=answer, host=host, before=before)


def replies(status: int, body: str, header: str = "") -> str:
    """A statement that sends status and body."""
    return f"self.send_response({status}); {header}self.end_headers(); self.wfile.write(b'{body}')"


HEALTHY = replies(200, '{"status": "healthy"}')


@dataclass(frozen=True)
class Variant:
    """A submission: its Dockerfile, other files, the outcomes, words that must be in what was found."""

    name: str
    outcomes: str
    dockerfile: str = GOOD
    files: dict[str, str] = field(default_factory=dict)
    says: str = ""
    build_limit: float | None = None
    needs_buildkit: bool = False
    """Podman may lack what it takes to build it; then all but the first criterion are broken."""


VARIANTS = [
    Variant("as-taught", "MMMMM"),
    Variant(
        "syntax-and-check-directives",
        "MMMMM",
        f"# syntax=docker/dockerfile:1\n# check=skip=all;error=true\n{GOOD}",
    ),
    Variant(
        "from-in-a-heredoc-is-no-stage",
        "UMUMM",
        "FROM python:3.11-slim\nWORKDIR /app\nCOPY app.py .\nRUN <<EOF\nFROM=1\ntrue FROM python:3.11\nEOF\n"
        + START,
        {"app.py": server(HEALTHY)},
        needs_buildkit=True,
    ),
    Variant(
        "arg-chain",
        "MMMMM",
        f"ARG VERSION=3.11\nARG KIND=${{KIND:-slim}}\nARG TAG=${{VERSION}}-${{KIND}}\n{BUILDER}FROM python:${{TAG}}\n{INSTALL}{START}",
    ),
    Variant(
        "alias-chain",
        "MMMMM",
        f"{BUILDER}FROM docker.io/library/python:3.11-slim AS Base\nFROM base AS runtime\n{INSTALL}FROM runtime\n{START}",
        needs_buildkit=True,
    ),
    Variant(
        "flattened",
        "MUMUU",
        f"{BUILDER}{INSTALL.replace('--from=builder ', '')}FROM scratch\nCOPY --from=builder / /\nWORKDIR /app\n{START}".replace(
            "COPY /wheels /wheels\n", ""
        ),
        says="/usr/bin/",
    ),
    Variant("cmd-before-a-gcc-layer", "MUMUM", f"{BUILDER}{RUNTIME}{START}RUN {GCC_INSTALL}\n", says="gcc"),
    Variant(
        "gcc-purged-in-the-same-layer",
        "MMMUM",
        f"{BUILDER}{RUNTIME}RUN {GCC_INSTALL} && apt-get purge -y --autoremove gcc && rm -rf /var/lib/apt/lists/* /var/cache/apt/*\n{START}",
        says="gcc",
    ),
    Variant(
        "gcc-copied",
        "MMMUM",
        f"{BUILDER}{RUNTIME}COPY --from=builder /usr/bin/gcc-12 /usr/local/bin/gcc\n{START}",
        says="/usr/local/bin/gcc",
    ),
    Variant(
        "gcc-copied-under-another-name",
        "MMMUM",
        f"{BUILDER}{RUNTIME}COPY --from=builder /usr/bin/gcc-12 /usr/local/bin/helper\n{START}",
        says="/usr/local/bin/helper",
    ),
    Variant(
        "words-that-mention-gcc",
        "MMMMM",
        f'{BUILDER}{RUNTIME}LABEL note="without gcc"\nRUN echo "no gcc here, apt-get install gcc is not run" # gcc\n{START}',
    ),
    Variant(
        "gcc-in-a-heredoc-script",
        "MMMUM",
        f"{BUILDER}{RUNTIME}RUN <<EOF\n#!/bin/bash\n{GCC_INSTALL}\napt-get purge -y --autoremove gcc\nrm -rf /var/lib/apt/lists/* /var/cache/apt/*\nEOF\n{START}",
        says="gcc",
        needs_buildkit=True,
    ),
    Variant("dies", "MMMMM", files={"app.py": "print('no such setting'); raise SystemExit(3)"}),
    Variant("needs-four-seconds", "MMMMM", files={"app.py": server(HEALTHY, before="time.sleep(4)")}),
    Variant("wrong-json", "MMMMM", files={"app.py": server(replies(200, '{"status": "ok"}'))}),
    Variant("status-500", "MMMMM", files={"app.py": server(replies(500, '{"status": "healthy"}'))}),
    Variant(
        "redirect",
        "MMMMM",
        files={"app.py": server(replies(302, "", "self.send_header('Location', '/x'); "))},
    ),
    Variant("no-such-command", "MMUMM", BUILDER + RUNTIME + 'CMD ["no-such-program"]\n', says="cannot start"),
    Variant(
        "failing-build",
        "MBBBM",
        f"{BUILDER}{RUNTIME}RUN echo about to fail && exit 7\n{START}",
        says="about to fail",
    ),
    Variant(
        "build-over-its-limit",
        "MBBBM",
        f"{BUILDER}{RUNTIME}RUN sleep 600\n{START}",
        says="limit",
        build_limit=5,
    ),
    Variant("foreign-frontend", "MBBBB", f"# syntax=example/frontend:1\n{GOOD}", says="frontend"),
    Variant(
        "foreign-frontend-below-a-shebang",
        "MBBBB",
        f"#!/usr/bin/env docker\n# syntax=example/frontend:1\n{GOOD}",
        says="names another frontend",
    ),
    Variant(
        "frontend-that-cannot-be-fetched-below-a-shebang",
        "MMMMM",
        f"#!/usr/bin/env docker\n# syntax=mirror.invalid/docker/dockerfile:1\n# check=error=true\n{GOOD}",
    ),
]
