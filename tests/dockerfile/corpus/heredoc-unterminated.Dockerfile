FROM alpine
RUN true
RUN <<EOF
FROM debian
 EOF
