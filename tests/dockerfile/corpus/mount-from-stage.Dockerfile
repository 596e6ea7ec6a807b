FROM alpine AS Tools
FROM debian
RUN --mount=from=tools,target=/t --mount=type=tmpfs,target=/tmp ls /t
