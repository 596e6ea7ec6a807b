"""A small service that greets people in their own language.

    /               a greeting for everybody
    /greet/<name>   a greeting for one; ?lang=fr chooses the language
    /health         {"status": "ok"} as long as the service can answer
"""

import signal
import sys

from flask import Flask, request
from waitress import serve

from phrases import greeting

PORT = 5000

app = Flask(__name__)


@app.get("/")
def everybody() -> str:
    """Greet whoever asks."""
    return "Hello from a container with two stages behind it!\n"


@app.get("/greet/<name>")
def greet(name: str) -> dict[str, str]:
    """Greet one by name, in English where no other language is asked for."""
    return {"greeting": greeting(name, request.args.get("lang", "en"))}


@app.get("/health")
def health() -> dict[str, str]:
    """Answer whoever wants to know whether the service is up."""
    return {"status": "ok"}


def stop(signal_number: int, frame: object) -> None:
    """Leave at once when asked to."""
    sys.exit(0)


if __name__ == "__main__":
    # The main process of a container gets no default reaction to SIGTERM.
    signal.signal(signal.SIGTERM, stop)
    print(f"Listening on port {PORT}")
    # 0.0.0.0: inside a container, 127.0.0.1 cannot be reached through a published port.
    serve(app, host="0.0.0.0", port=PORT)
