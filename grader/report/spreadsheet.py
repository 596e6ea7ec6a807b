"""Texts in cells that no spreadsheet takes for a formula."""

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""How a formula may begin (OWASP, "CSV Injection"), the wide forms included.

defusedcsv 3.0 knows neither the wide forms nor line ends, and changes bars inside of a text.
"""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may compute the text."""
    return text.startswith(_FORMULA)


def inert(text: str) -> str:
    """The text, with an apostrophe before it where it begins as a formula does."""
    return f"'{text}" if is_formula(text) else text
