"""The bench answers questions about one submission, each at most once, and cleans up."""
