# Debian's Python as a virtual environment in /usr/local, where the official image has its own build.
FROM debian:bookworm-slim

LABEL org.opencontainers.image.title="stand-in" \
      org.opencontainers.image.description="Debian 12 with Debian's Python 3.11 in /usr/local; not the official image"

ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    PYTHON_VERSION=3.11.2

# Like the official image, this RUN installs and purges gcc, so that the history names it.
# system-site-packages: without it, a virtual environment refuses `pip install --user`.
# /usr/include/python3.11 is where Debian's Python looks for headers; the official image has them in /usr/local.
RUN set -eu; \
    apt-get update; \
    apt-get install -y --no-install-recommends gcc libc6-dev libpython3.11-dev python3.11 python3.11-venv; \
    test "$(python3.11 -c 'import platform; print(platform.python_version())')" = "$PYTHON_VERSION"; \
    python3.11 -m venv --symlinks --system-site-packages /usr/local; \
    rm /usr/local/bin/*ctivate*; \
    pip install --no-cache-dir wheel; \
    cp -r /usr/include/python3.11 /usr/local/include/; \
    cp "/usr/include/$(gcc -print-multiarch)/python3.11/pyconfig.h" /usr/local/include/python3.11/; \
    apt-get purge -y --auto-remove -o APT::AutoRemove::SuggestsImportant=false \
        -o APT::AutoRemove::RecommendsImportant=false gcc libc6-dev libpython3.11-dev; \
    rm -rf /usr/include/python3.11; \
    ln -s /usr/local/include/python3.11 /usr/include/python3.11; \
    find /usr/local -depth -name __pycache__ -exec rm -r {} +; \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /root/.cache

CMD ["python3"]
