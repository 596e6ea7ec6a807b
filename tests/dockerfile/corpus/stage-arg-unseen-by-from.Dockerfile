ARG TAG=3.18
FROM alpine:$TAG AS a
ARG TAG=3.19
RUN echo $TAG
FROM alpine:${TAG}
