"""The report as a learner reads it on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.grading import Outcome, Verdict
from grader.report.causes import ToldCause
from grader.report.console import broken_at_slashes, continued, laid_out
from grader.report.model import Report
from grader.report.words import COMMAND, beyond, cause_details, details, since_last_time, waiting_points
from grader.text import one_line, plain
from grader.units import show_duration, show_size

WIDEST = 120
INDENT = 6
_STYLES: dict[Outcome, tuple[str, str, str]] = {
    "met": ("✓", "+", "green"),
    "unmet": ("✗", "x", "red"),
    "blocked": ("■", "#", "yellow"),
    "broken": ("!", "!", "magenta"),
    "skipped": ("-", "-", "dim"),
}


def render(report: Report, *, colour: bool, width: int, encoding: str = "utf-8") -> str:
    """The whole report as text, with line breaks at `width` columns."""
    plain_symbols = not encoding.lower().replace("-", "").startswith("utf")
    text = laid_out(
        lambda console: _draw(console, report, plain_symbols=plain_symbols),
        colour=colour,
        width=width,
        widest=WIDEST,
    )
    return text.encode("ascii", "replace").decode() if plain_symbols else text


def _draw(console: Console, report: Report, *, plain_symbols: bool) -> None:
    if elsewhere := beyond(report.engine):
        console.print(Text(one_line(elsewhere), "magenta"))
    console.print(Text.assemble((report.challenge, "bold"), f"  {one_line(report.submission)}"))
    if report.causes:
        console.print(Text("  start here", "bold"))
    for told in report.causes:
        _cause(console, told, plain_symbols=plain_symbols)
    for verdict in report.criteria:
        _criterion(console, verdict, plain_symbols=plain_symbols)
    console.print()
    _image(console, report)
    _last_lines(console, report)


def _cause(console: Console, told: ToldCause, *, plain_symbols: bool) -> None:
    """What happened, before the criteria that wait for it."""
    symbol, plain_symbol, style = _STYLES["broken" if told.cause.fault == "machine" else "unmet"]
    line = _row(
        Text(plain_symbol if plain_symbols else symbol, style),
        Text(one_line(told.cause.title), "bold"),
        Text(waiting_points(told), style),
    )
    console.print(Padding(line, (0, 0, 0, 2)))
    console.print(Padding(_labelled(cause_details(told), console.width), (0, 0, 0, INDENT)))
    console.print()


def _criterion(console: Console, verdict: Verdict, *, plain_symbols: bool) -> None:
    symbol, plain_symbol, style = _STYLES[verdict.outcome]
    name = Text.assemble((verdict.id, "bold"), "  ", one_line(verdict.title))
    outcome = "" if verdict.outcome in {"met", "unmet"} else f"{verdict.outcome}  "
    points = Text(f"{outcome}{verdict.points}/{verdict.max_points}", style)
    line = _row(Text(plain_symbol if plain_symbols else symbol, style), name, points)
    console.print(Padding(line, (0, 0, 0, 2)))
    if verdict.outcome != "met" and (said := details(verdict)):
        console.print(Padding(_labelled(said, console.width), (0, 0, 0, INDENT)))


def _row(symbol: Text, name: Text, points: Text) -> Table:
    line = Table.grid(padding=(0, 1), expand=True)
    line.add_column(width=1)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True, vertical="bottom")
    line.add_row(symbol, name, points)
    return line


def _labelled(details: Sequence[tuple[str, str]], width: int) -> Table:
    """The texts with their labels, on a terminal of this width."""
    left = width - INDENT - max(len(label) for label, _ in details) - 2
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in details:
        broken = continued if label == COMMAND else broken_at_slashes
        table.add_row(label, Text(broken(text, left)))
    return table


def _image(console: Console, report: Report) -> None:
    image = report.image
    if image is None:
        return
    stand_in = " (stand-in: no registry is reachable)" if image.base_stand_in else ""
    limit = f", wanted: under {show_size(report.image_limit_bytes)}" if report.image_limit_bytes else ""
    lines = [f"  image  {show_size(image.size_bytes)} unpacked{limit}"]
    lines.append(f"         {show_size(image.base_bytes):>9}  base {one_line(image.base)}{stand_in}")
    lines += [
        f"         {show_size(layer.size_bytes):>9}  {one_line(layer.instruction, 200)}"
        for layer in image.largest_own_layers(3)
    ]
    for line in lines:
        console.print(Text(line), no_wrap=True, overflow="ellipsis")


def _last_lines(console: Console, report: Report) -> None:
    seconds = show_duration(report.timings.get("total", 0.0))
    engine = report.engine
    by = f", {engine.name} {engine.version}, {engine.store}, {engine.builder}" if engine else ""
    style = "green" if report.outcome == "passed" else "red"
    console.print(
        Text.assemble(
            "  ",
            (f"{report.score} of {report.max_score} points", f"bold {style}"),
            f"  in {seconds}{one_line(by)}",
        )
    )
    if since := since_last_time(report):
        console.print(Padding(Text(f"since last time: {since}"), (0, 0, 0, 2)))
    if (helped := next((verdict.id for verdict in report.criteria if verdict.help), None)) is not None:
        console.print(Text(f"  a longer hint: grader hint {report.challenge} {helped}", "dim"))
    for note in report.notes:
        console.print(Padding(Text(f"by the way: {plain(note)}", "dim"), (0, 0, 0, 2)))
    if engine and engine.builder_lacks:
        console.print(Text(f"  {one_line(engine.builder_lacks)}", "dim"))
