"""`make docs`: write what is made from the code, docs/criteria.md and the JSON Schemas; --check compares."""

import json
import sys
from pathlib import Path

from grader.authoring.reference import criteria_page
from grader.authoring.report_schema import report_schema
from grader.authoring.schema import SCHEMAS

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write every generated file; with --check write nothing, and name those that differ."""
    made = {
        ROOT / "docs" / "criteria.md": criteria_page(),
        ROOT / "docs" / "report.schema.json": json.dumps(report_schema(), indent=2) + "\n",
        **{
            ROOT / "challenges" / f"{name}.schema.json": json.dumps(schema(), indent=2) + "\n"
            for name, schema in SCHEMAS.items()
        },
    }
    stale = [file for file, text in made.items() if not file.is_file() or file.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.stdout.write(
            "".join(f"{file.relative_to(ROOT)} is not current: run make docs\n" for file in stale)
        )
        return 1 if stale else 0
    for file in stale:
        file.write_text(made[file], encoding="utf-8")
        sys.stdout.write(f"wrote {file.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
