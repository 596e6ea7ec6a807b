"""A small service that tells the type of a file by its content, not by its name.

    /          what it can do
    /identify  ?hex=25504446 (the file's first bytes in hexadecimal): {"type": "application/pdf"}
    /health    {"status": "ok"} as long as the service can answer
"""

import magic
from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def description() -> dict[str, str]:
    """Tell how to ask."""
    return {"ask": "/identify?hex=89504e470d0a1a0a"}


@app.get("/identify")
def identify() -> tuple[dict[str, str], int]:
    """Let libmagic, a library of the system, look at the bytes."""
    try:
        content = bytes.fromhex(request.args.get("hex", ""))
    except ValueError:
        return {"error": "hex= takes pairs of hexadecimal digits"}, 400
    return {"type": magic.from_buffer(content, mime=True)}, 200


@app.get("/health")
def health() -> dict[str, str]:
    """Answer whoever wants to know whether the service is up."""
    return {"status": "ok"}
