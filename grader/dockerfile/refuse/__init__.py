"""What BuildKit refuses before it fetches an image: the checks, each for one thing it looks at."""
