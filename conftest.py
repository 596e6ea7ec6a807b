"""Makes `pytest grader/` grade the challenges."""

pytest_plugins = ["grader.plugin"]
