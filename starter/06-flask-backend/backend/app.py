"""The backend of a bicycle rental: which station has how many bicycles.

    /health             {"status": "healthy"} as long as the service can answer
    /api/stations       all stations; with ?free=1 only those that have bicycles
    /api/stations/3     one station
"""

import json
import signal
import sys
from pathlib import Path

from flask import Flask, abort, request

PORT = 5000
STATIONS = Path(__file__).with_name("stations.json")

app = Flask(__name__)


def read_stations() -> list[dict[str, object]]:
    """All stations, from the file beside this one."""
    return json.loads(STATIONS.read_text(encoding="utf-8"))


@app.get("/health")
def health() -> dict[str, str]:
    """Answer whoever wants to know whether the service is up."""
    return {"status": "healthy"}


@app.get("/api/stations")
def stations() -> list[dict[str, object]]:
    """List the stations."""
    only_free = request.args.get("free") == "1"
    return [one for one in read_stations() if one["bicycles"] or not only_free]


@app.get("/api/stations/<int:number>")
def station(number: int) -> dict[str, object]:
    """Show one station; 404 where there is none of that number."""
    for one in read_stations():
        if one["id"] == number:
            return one
    abort(404)


def stop(signal_number: int, frame: object) -> None:
    """Leave at once when asked to."""
    sys.exit(0)


if __name__ == "__main__":
    # The main process of a container gets no default reaction to SIGTERM.
    # Without this line `docker stop` would wait ten seconds and then kill it.
    signal.signal(signal.SIGTERM, stop)
    # 0.0.0.0: inside a container, 127.0.0.1 cannot be reached through a published port.
    app.run(host="0.0.0.0", port=PORT)
