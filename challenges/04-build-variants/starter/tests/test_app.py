"""What the service promises. Run with `python -m pytest`."""

import pytest

from app import app


@pytest.fixture
def client():
    """Sends requests to the service without a server."""
    return app.test_client()


@pytest.mark.parametrize(("celsius", "expected"), [("0", 32), ("100", 212), ("-40", -40), ("36.6", 97.88)])
def test_converts(client, celsius, expected):
    """Known pairs come out right."""
    assert client.get(f"/fahrenheit/{celsius}").json["fahrenheit"] == expected


def test_refuses_words(client):
    """What is not a number is the caller's mistake."""
    assert client.get("/fahrenheit/warm").status_code == 400


def test_is_healthy(client):
    """The health check answers."""
    assert client.get("/health").json == {"status": "healthy"}
