"""Pages: one HTML file each that loads nothing, runs no script but its own, and shows any text inertly."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.text import plain
from grader.units import show_duration, show_size


def render_page(template: str, styles: Sequence[str], script: str | None = None, **values: object) -> str:
    """The page that `template` makes of `values`; `styles` and `script` are files beside it.

    The page's content security policy allows these texts by their digests, and nothing else.
    """
    style = "".join(_text(name) for name in styles)
    code = _text(script) if script else ""
    page = _environment().get_template(template)
    return page.render(values, style=Markup(style), script=Markup(code), policy=policy(style, code))  # noqa: S704 - our own files


def policy(style: str, script: str) -> str:
    """A content security policy (W3C, CSP level 3) that allows one inline style sheet and one script."""
    scripts = f"'sha256-{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_reordering,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"size": show_size, "duration": show_duration}
    return environment


def _without_reordering(value: object) -> object:
    """Texts lose control and reordering characters, wherever they come from; escaping follows."""
    return plain(value, len(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _text(name: str) -> str:
    """A file's text with the line feeds that a browser hashes, however the file was checked out."""
    environment = _environment()
    text, _, _ = PackageLoader("grader.report").get_source(environment, name)
    return "\n".join(text.splitlines()) + "\n"
