"""One file per command of `grader`, imported when it is called."""
