"""A small service that converts temperatures.

    /health              {"status": "healthy"} as long as the service can answer
    /info                which build this is, and how it runs
    /fahrenheit/20.5     20.5 degrees Celsius in degrees Fahrenheit
"""

import os

from flask import Flask, abort

app = Flask(__name__)


@app.get("/health")
def health() -> dict[str, str]:
    """Answer whoever wants to know whether the service is up."""
    return {"status": "healthy"}


@app.get("/info")
def info() -> dict[str, object]:
    """Tell what the image was built as; the Dockerfile sets these variables."""
    return {
        "version": os.environ.get("APP_VERSION", "not set"),
        "platform": os.environ.get("APP_PLATFORM", "not set"),
        "debug": app.debug,
    }


@app.get("/fahrenheit/<celsius>")
def fahrenheit(celsius: str) -> dict[str, float]:
    """Convert one temperature; 400 for what is not a number."""
    try:
        degrees = float(celsius)
    except ValueError:
        abort(400, f"{celsius!r} is not a number")
    return {"celsius": degrees, "fahrenheit": round(degrees * 9 / 5 + 32, 2)}
