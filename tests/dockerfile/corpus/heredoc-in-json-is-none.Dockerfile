FROM alpine
RUN ["echo", "<<EOF"]
FROM debian
