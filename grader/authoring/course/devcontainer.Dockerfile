# Python with Debian's Docker engine beside it.
FROM python:3.12-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends docker.io docker-cli docker-buildx git iptables \
    && rm -rf /var/lib/apt/lists/*
CMD ["sh", "-c", "rm -f /run/docker.pid /run/docker/containerd/containerd.pid; exec dockerd"]
