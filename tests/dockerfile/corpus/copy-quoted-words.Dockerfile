FROM alpine
COPY "my file" /x
