"""Many submissions: found, graded side by side, written down one by one, shown as a class."""
