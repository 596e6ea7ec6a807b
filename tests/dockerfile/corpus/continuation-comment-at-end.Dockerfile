FROM alpine
RUN a \
# FROM debian