"""The pytest adapter: `pytest grader/` collects the challenges, one item per criterion."""

pytest_plugins = [f"grader.pytest_plugin.{name}" for name in ("options", "collect", "report")]
