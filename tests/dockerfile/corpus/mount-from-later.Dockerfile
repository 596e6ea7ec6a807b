FROM debian
RUN --mount=from=tools,target=/t ls
FROM alpine AS tools
FROM scratch
COPY --from=0 /a /b
