"""`grader watch`: graded at each save, shown in place."""
