# FROM a comment
FROM alpine

RUN apk add \
    # FROM inside
    curl \

    git \
  # last

    jq
FROM debian
