FROM alpine
ARG BASE=debian
FROM $BASE
