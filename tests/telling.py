"""What the processes of `-n` tell the one that hands out tests: telling takes longer than most tests do."""

import pytest
from _pytest.runner import runtestprotocol  # pytest has no other name for "run it, and let me tell"

TOLD_SECONDS = 0.05
"""What setting up, or putting away, may take before `--durations` shall tell it."""


class Telling:
    """A plugin. Of a test that passes, neither that it begins is told nor that its set-up passed at once."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run it. Of one that does not pass all is told: Hypothesis adds its example to the last report."""
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        passed = all(report.passed for report in reports)
        for report in reports:
            if report.when == "call" or report.duration > TOLD_SECONDS or not passed:
                item.ihook.pytest_runtest_logreport(report=report)
        return True
