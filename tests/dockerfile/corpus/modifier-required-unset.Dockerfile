FROM alpine
FROM alpine:${TAG:?no-tag}
