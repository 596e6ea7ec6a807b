"""A small service that reports on itself.

    /         a greeting, and where to go next
    /health   {"status": "healthy"} as long as the service can answer
    /stats    memory and uptime, read with psutil
"""

import signal
import sys
import time

import psutil
from flask import Flask

PORT = 5000

app = Flask(__name__)


@app.get("/")
def greeting() -> dict[str, object]:
    """Say hello and list the other pages."""
    return {"message": "Hello from inside a container!", "try": ["/health", "/stats"]}


@app.get("/health")
def health() -> dict[str, str]:
    """Answer whoever wants to know whether the service is up."""
    return {"status": "healthy"}


@app.get("/stats")
def stats() -> dict[str, float]:
    """Report what this process uses; psutil's compiled part does the reading."""
    process = psutil.Process()
    return {
        "memory_mb": round(process.memory_info().rss / 1_000_000, 1),
        "uptime_seconds": round(time.time() - process.create_time(), 1),
    }


def stop(signal_number: int, frame: object) -> None:
    """Leave at once when asked to."""
    sys.exit(0)


if __name__ == "__main__":
    # The main process of a container gets no default reaction to SIGTERM.
    # Without this line `docker stop` would wait ten seconds and then kill it.
    signal.signal(signal.SIGTERM, stop)
    # 0.0.0.0: inside a container, 127.0.0.1 cannot be reached through a published port.
    app.run(host="0.0.0.0", port=PORT)
