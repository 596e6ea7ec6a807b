FROM alpine
FROM debian
COPY --from=2 /x /y
