"""Makes `pytest grader/` grade the challenges."""

pytest_plugins = ["grader.pytest_plugin"]
