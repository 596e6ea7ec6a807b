FROM docker.io/Library/Python:3.11
