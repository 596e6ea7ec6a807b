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
