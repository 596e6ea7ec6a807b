FROM --platform=$BUILDPLATFORM golang:1.22 AS build
FROM --platform=linux/arm64 example.com/base-${TARGETOS}-${TARGETARCH}${TARGETVARIANT} AS cross
FROM alpine
