"""The pytest adapter: `pytest grader/` collects the challenges, one item per criterion."""

pytest_plugins = ["grader.pytest_plugin.options"]
