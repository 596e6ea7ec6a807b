# No Alpine: a Debian whose apk, adduser and addgroup understand what Dockerfiles for Alpine say.
FROM python:3.9-slim

LABEL org.opencontainers.image.title="stand-in" \
      org.opencontainers.image.description="Not Alpine but Debian 11 (glibc, Debian's Python 3.9 in /usr/local) with an apk that installs Debian packages; not the official image"

COPY packages /usr/share/apk-stand-in/
COPY apk /sbin/
COPY adduser addgroup /usr/local/sbin/

# Alpine has no apt: a Dockerfile that calls it must fail here too, so only apk finds it.
# Alpine has BusyBox; of it, what a Dockerfile or a health check may call and Debian's slim image lacks.
RUN set -eu; \
    mkdir -p /usr/libexec/apk-stand-in /lib/apk/db /etc/apk /var/lib/apk-stand-in; \
    for name in apt apt-cache apt-get apt-mark; do mv "/usr/bin/$name" /usr/libexec/apk-stand-in/; done; \
    touch /lib/apk/db/installed /etc/apk/world /var/lib/apk-stand-in/brought; \
    apk add --no-cache apk-tools busybox ca-certificates libffi sqlite-libs tzdata zlib; \
    : >/var/lib/apk-stand-in/brought; \
    for name in free less nc pgrep ping pkill ps top unzip vi wget; do \
        test -e "/usr/bin/$name" || ln -s /bin/busybox "/usr/bin/$name"; \
    done; \
    rm -rf /var/cache/apt/* /var/log/*

CMD ["python3"]
