# Debian's Python as a virtual environment in /usr/local, where the official image has its own build.
FROM debian:bullseye-slim

LABEL org.opencontainers.image.title="stand-in" \
      org.opencontainers.image.description="Debian 11 with Debian's Python 3.9 in /usr/local; not the official image"

ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    PYTHON_VERSION=3.9.2

# What is done here and why: see python_3.11-slim.Dockerfile.
# pip, setuptools and wheel are those of the official image: Debian's pip 20 does not know today's options.
RUN set -eu; \
    apt-get update; \
    apt-get install -y --no-install-recommends gcc libc6-dev libpython3.9-dev python3.9 python3.9-venv; \
    test "$(python3.9 -c 'import platform; print(platform.python_version())')" = "$PYTHON_VERSION"; \
    python3.9 -m venv --symlinks --system-site-packages /usr/local; \
    rm /usr/local/bin/*ctivate*; \
    pip install --no-cache-dir pip==23.0.1 setuptools==58.1.0 wheel==0.45.1; \
    rm -r /usr/local/lib/python3.9/site-packages/pkg_resources-0.0.0.dist-info; \
    cp -r /usr/include/python3.9 /usr/local/include/; \
    cp "/usr/include/$(gcc -print-multiarch)/python3.9/pyconfig.h" /usr/local/include/python3.9/; \
    apt-get purge -y --auto-remove -o APT::AutoRemove::SuggestsImportant=false \
        -o APT::AutoRemove::RecommendsImportant=false gcc libc6-dev libpython3.9-dev; \
    rm -rf /usr/include/python3.9; \
    ln -s /usr/local/include/python3.9 /usr/include/python3.9; \
    find /usr/local -depth -name __pycache__ -exec rm -r {} +; \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /root/.cache

CMD ["python3"]
