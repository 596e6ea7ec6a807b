"""What a Dockerfile means: what its stages execute, where an instruction counts, what is copied."""
