ARG SRC=nginx
FROM alpine
COPY --from=$SRC /x /y
