FROM alpine:${TAG:-3.19 }
