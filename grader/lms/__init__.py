"""Submissions from learning platforms and repositories into a class's folder, and marks back."""
