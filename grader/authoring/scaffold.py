"""A new challenge: small, complete, and proven as it is."""

import re
from pathlib import Path

from grader.challenge import Catalogue
from grader.errors import UsageError

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")

SPEC = """\
# yaml-language-server: $schema=../challenge.schema.json
id: {id}
title: A new challenge  # what learners see in lists
level: beginner  # beginner, intermediate or advanced

# How long a build may take, and what the container may use.
limits:
  build: 300s
  memory: 128MB

# What the untouched starter does not meet; `grader verify {id}` compares.
starter_fails: [two-stages]

# docs/criteria.md lists all kinds with their options.
criteria:
  - id: two-stages
    title: The Dockerfile has at least two stages
    check: stage_count
    at_least: 2
    points: 50
    hint: Begin a second stage with another FROM and copy only what is needed into it.

  - id: answers
    title: The application answers
    check: http
    path: /health
    port: 8000
    json: {{"status": "healthy"}}
    points: 50
    hint: Run the image and ask http://localhost:8000/health yourself.

# One wrong variant for each criterion, at least: it proves that the criterion can fail.
wrong:
  - breaks: two-stages
    changes:
      - write:
          path: Dockerfile
          text: |
            FROM python:3.11-slim
            WORKDIR /app
            COPY app.py .
            CMD ["python", "app.py"]
  - breaks: answers
    changes:
      - replace: {{text: healthy, by: ill, file: app.py}}
"""
STATEMENT = """\
# {id}

Say here what the learner starts from, what the goal is, which commands to try by hand, and what is to be
learnt from it. `challenges/02-multi-stage-builds/README.md` is an example.
"""
APP = '''\
"""A service that says how it is."""

import http.server
import signal
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers /health."""

    def do_GET(self) -> None:
        """Say that all is well."""
        self.send_response(200 if self.path == "/health" else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"status": "healthy"}')


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
http.server.HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
'''
STARTER = """\
FROM python:3.11-slim

WORKDIR /app
COPY app.py .
EXPOSE 8000
CMD ["python", "app.py"]
"""
SOLUTION = """\
# What is built here is not shipped; only what the next stage copies is.
FROM python:3.11-slim AS builder
WORKDIR /build
COPY app.py .
RUN python -m py_compile app.py

FROM python:3.11-slim
WORKDIR /app
COPY --from=builder /build/app.py .
EXPOSE 8000
CMD ["python", "app.py"]
"""


def write_challenge(challenge_id: str, catalogue: Catalogue) -> list[Path]:
    """Write the files of a new challenge; returns them. UsageError where something is there already."""
    if not _ID.fullmatch(challenge_id):
        raise UsageError(f"an id is made of a-z, 0-9 and -, such as 07-caching; got {challenge_id!r}")
    root = catalogue.root
    contents = {
        root / "challenges" / challenge_id / "challenge.yaml": SPEC.format(id=challenge_id),
        root / "challenges" / challenge_id / "README.md": STATEMENT.format(id=challenge_id),
    }
    for folder, dockerfile in (("starter", STARTER), ("solutions", SOLUTION)):
        contents[root / folder / challenge_id / "Dockerfile"] = dockerfile
        contents[root / folder / challenge_id / "app.py"] = APP
    there = [folder for folder in dict.fromkeys(file.parent for file in contents) if folder.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already")
    for file, text in contents.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(contents)
