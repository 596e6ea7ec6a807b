FROM alpine
RUN cat <<""
FROM debian
