"""Listening TCP sockets, as Linux shows them in /proc/net/tcp (man 5 proc_pid_net)."""

from grader.engine.model import Listener

LISTEN = "0A"


def read_listeners(text: str) -> tuple[Listener, ...]:
    """The listening sockets in the joined texts of /proc/net/tcp and /proc/net/tcp6."""
    found = set()
    for line in text.splitlines()[:2000]:
        fields = line.split()
        if len(fields) < 4 or fields[3] != LISTEN:
            continue
        address, _, port = fields[1].partition(":")
        try:
            # Docker's own name server listens on 127.0.0.11 in user-defined networks.
            if address != "0B00007F":
                found.add(Listener(int(port, 16), _is_loopback(address)))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda listener: (listener.port, listener.loopback)))


def listening_inodes(text: str) -> set[str]:
    """The inodes of the listening sockets, by which a process's open files name them."""
    rows = (line.split() for line in text.splitlines()[:2000])
    return {row[9] for row in rows if len(row) > 9 and row[3] == LISTEN}


def _is_loopback(address: str) -> bool:
    """Hexadecimal in the machine's byte order: 0100007F is 127.0.0.1."""
    if len(address) == 8:
        return address.endswith("7F") or address.startswith("7F000")
    mapped = address.startswith("0000000000000000FFFF0000") and address.endswith("7F")
    return mapped or address == "00000000000000000000000001000000"
