FROM alpine
COPY --from=docker.io/library/nginx /etc/nginx /etc/nginx
COPY --from=nginx:latest /usr /usr
COPY --from=ghcr.io/astral-sh/uv:0.4 /uv /bin/
RUN --mount=type=bind,from=busybox:musl,source=/bin,target=/b /b/ls
RUN --mount=type=cache,target=/root/.cache --mount=type=secret,id=token true
