"""Lengths of bars, as a page draws them."""

from grader.values import Value


class Bar(Value):
    """One line of a chart: what it is, how long its bar is in percent, and its value in words.

    `note` says what `label` leaves out.
    """

    label: str
    percent: float
    value: str
    note: str = ""


def share(part: float, whole: float) -> float:
    """`part` of `whole` in percent, with two decimals; nothing of nothing is 0."""
    return round(100 * part / whole, 2) if whole > 0 else 0.0
