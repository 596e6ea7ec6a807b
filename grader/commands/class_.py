"""`grader class`."""

import sys
from shutil import get_terminal_size

from grader.classroom.class_run import run_class
from grader.classroom.order import Order
from grader.interrupts import interrupt_on_termination
from grader.report.class_table import render_table


def grade_class(order: Order) -> int:
    """Grade a class and show its table; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    graded = run_class(order)
    if not order.quiet:
        colour, width = sys.stdout.isatty(), get_terminal_size().columns
        sys.stdout.write(render_table(graded.report, colour=colour, width=width))
    sys.stdout.write(f"table: {order.out / 'class.html'}, {order.out / 'grades.csv'}\n")
    return 0 if graded.is_complete else 3
