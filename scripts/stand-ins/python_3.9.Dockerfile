FROM python:3.9-slim

LABEL org.opencontainers.image.title="stand-in" \
      org.opencontainers.image.description="Debian 11 with Debian's Python 3.9 in /usr/local and build tools; not the official image"

RUN set -eu; \
    apt-get update; \
    apt-get install -y --no-install-recommends build-essential curl git libffi-dev libpq-dev libssl-dev \
        pkg-config wget zlib1g-dev; \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*
