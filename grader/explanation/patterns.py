"""Patterns that more than one explanation needs."""

import re

APT_UPDATE = re.compile(r"\bapt(?:-get|itude)?\b[^&|;]*\bupdate\b")
"""A step that fetches apt's package lists."""
LISTS_REMOVED = re.compile(r"rm\s+-\w+\s+[^&|;]*/var/lib/apt/lists")
"""A step that takes them away again."""
UNREACHABLE = re.compile(
    r"[Cc]ould(?: not|n't) resolve|Temporary failure (?:in name resolution|resolving)|"
    r"Name or service not known|no such host|NewConnectionError|Failed to establish a new connection|"
    r"Failed to connect to \S+ port|[Cc]onnection (?:timed out|refused)|Network is unreachable|"
    r"[Nn]etwork (?:is unreachable|timeout at)|i/o timeout|TLS handshake "
    r"timeout|\bETIMEDOUT\b|\bECONNREFUSED\b|"
    r"\bENOTFOUND\b|\bEAI_AGAIN\b|No route to host|cannot be reached from a build on this machine|"
    r"unable to resolve host address|Max retries exceeded"
)
"""What pip, apt-get, apk, npm, curl, wget, git, Go and engines say of an address that does not answer."""
