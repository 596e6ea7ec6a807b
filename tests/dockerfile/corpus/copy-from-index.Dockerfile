FROM alpine
FROM debian
COPY --from=0 /x /y
