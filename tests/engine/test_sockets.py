import pytest

from grader.engine.model import Listener
from grader.engine.sockets import read_listeners

HEAD = "  sl  local_address rem_address   st tx_queue\n"


def _line(address: str, state: str = "0A") -> str:
    return f"   0: {address} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000 0 0 1\n"


@pytest.mark.parametrize(
    ("address", "listener"),
    [
        ("00000000:1388", Listener(5000, loopback=False)),
        ("0100007F:1388", Listener(5000, loopback=True)),
        ("0200007F:0050", Listener(80, loopback=True)),
        ("020011AC:0050", Listener(80, loopback=False)),
        ("00000000000000000000000000000000:1388", Listener(5000, loopback=False)),
        ("00000000000000000000000001000000:1388", Listener(5000, loopback=True)),
        ("0000000000000000FFFF00000100007F:1388", Listener(5000, loopback=True)),
    ],
)
def test_listener(address: str, listener: Listener) -> None:
    """A listening socket is read with its port and whether only the container reaches it."""
    assert read_listeners(HEAD + _line(address)) == (listener,)


@pytest.mark.parametrize(
    "line", [_line("0100007F:1388", "01"), _line("0B00007F:9C0F"), "x\n", _line("zz:zz")]
)
def test_no_listener(line: str) -> None:
    """Connections, Docker's own name server and odd lines are no listeners."""
    assert read_listeners(HEAD + line) == ()
