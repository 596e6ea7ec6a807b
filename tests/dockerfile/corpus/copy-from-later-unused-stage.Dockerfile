FROM alpine AS unused
COPY --from=last /x /y
FROM debian AS last
