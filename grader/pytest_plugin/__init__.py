"""The pytest adapter: `pytest challenges/` collects the challenges, one item per criterion."""

pytest_plugins = ["grader.pytest_plugin.entry"]
