"""What grading needs of the machine: an engine that answers, and base images on it."""
