# No Debian has Python 3.12: this is 3.13, which like 3.12 comes without distutils and setuptools.
FROM debian:trixie-slim

LABEL org.opencontainers.image.title="stand-in" \
      org.opencontainers.image.description="Debian 13 with Debian's Python 3.13, not 3.12, in /usr/local; not the official image"

ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    PYTHON_VERSION=3.13.5

# What is done here and why: see python_3.11-slim.Dockerfile.
# Dockerfiles name lib/python3.12/site-packages: the scheme for --prefix and virtual environments installs there,
# and Python looks there. Only /usr/local itself needs no second look: there python3.13 links to python3.12.
RUN set -eu; \
    apt-get update; \
    apt-get install -y --no-install-recommends gcc libc6-dev libpython3.13-dev python3.13 python3.13-venv; \
    test "$(python3.13 -c 'import platform; print(platform.python_version())')" = "$PYTHON_VERSION"; \
    sed -i "/'posix_venv'/,/^ *},/ s/{py_version_short}{abi_thread}\/site-packages/3.12\/site-packages/" \
        /usr/lib/python3.13/sysconfig/__init__.py; \
    test "$(grep -c 3.12/site-packages /usr/lib/python3.13/sysconfig/__init__.py)" = 2; \
    python3.13 -m compileall -q /usr/lib/python3.13/sysconfig; \
    printf '%s\n' 'import site, sys' 'if sys.prefix not in ("/usr", "/usr/local"):' \
        '    site.addsitedir(sys.prefix + "/lib/python3.12/site-packages")' >>/etc/python3.13/sitecustomize.py; \
    mkdir -p /usr/local/lib/python3.12; \
    rm -rf /usr/local/lib/python3.13; \
    ln -s python3.12 /usr/local/lib/python3.13; \
    python3.13 -m venv --symlinks --system-site-packages /usr/local; \
    rm /usr/local/bin/*ctivate*; \
    ln -s python3.13 /usr/local/bin/python3.12; \
    cp -r /usr/include/python3.13 /usr/local/include/; \
    cp "/usr/include/$(gcc -print-multiarch)/python3.13/pyconfig.h" /usr/local/include/python3.13/; \
    apt-get purge -y --auto-remove -o APT::AutoRemove::SuggestsImportant=false \
        -o APT::AutoRemove::RecommendsImportant=false gcc libc6-dev libpython3.13-dev; \
    rm -rf /usr/include/python3.13; \
    ln -s /usr/local/include/python3.13 /usr/include/python3.13; \
    find /usr/local -depth -name __pycache__ -exec rm -r {} +; \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /root/.cache

CMD ["python3"]
