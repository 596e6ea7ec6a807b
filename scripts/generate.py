"""`make docs`: write what is made from the code, docs/criteria.md and the JSON Schema."""

import json
from pathlib import Path

from grader.authoring.reference import criteria_page
from grader.authoring.schema import challenge_schema

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write every generated file."""
    (ROOT / "docs" / "criteria.md").write_text(criteria_page(), encoding="utf-8")
    schema = json.dumps(challenge_schema(), indent=2)
    (ROOT / "challenges" / "challenge.schema.json").write_text(f"{schema}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
