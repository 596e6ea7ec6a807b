"""A service in front of a PostgreSQL database.

    /health    can the database driver be loaded?  200 if so, 503 if not
    /driver    the versions of psycopg2 and of the libpq that it uses
    /tables    the tables of the database that DATABASE_URL names

Only /tables needs a database.
"""

import os

from flask import Flask

try:
    import psycopg2
except ImportError as error:
    psycopg2, problem = None, str(error)
else:
    problem = None

app = Flask(__name__)


@app.get("/health")
def health() -> tuple[dict[str, str], int]:
    """Without its driver the service is of no use, so it says that it is not well."""
    if psycopg2 is None:
        return {"status": "unhealthy", "problem": problem or "unknown"}, 503
    return {"status": "healthy"}, 200


@app.get("/driver")
def driver() -> tuple[dict[str, object], int]:
    """Show what was compiled in the builder, and the library that it found here."""
    if psycopg2 is None:
        return {"problem": problem}, 503
    return {
        "psycopg2": psycopg2.__version__,
        "compiled_for_libpq": psycopg2.__libpq_version__,
        "running_on_libpq": psycopg2.extensions.libpq_version(),
    }, 200


@app.get("/tables")
def tables() -> tuple[dict[str, object], int]:
    """Ask the database; 503 as long as none is configured or reachable."""
    address = os.environ.get("DATABASE_URL")
    if psycopg2 is None or address is None:
        return {"problem": problem or "DATABASE_URL is not set"}, 503
    try:
        connection = psycopg2.connect(address, connect_timeout=3)
    except psycopg2.OperationalError as error:
        return {"problem": str(error).strip()}, 503
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            return {"tables": [name for (name,) in cursor.fetchall()]}, 200
    finally:
        connection.close()
