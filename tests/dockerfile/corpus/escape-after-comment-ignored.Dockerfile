# a comment first
# escape=`
FROM alpine
RUN a `
FROM debian
