ARG EMPTY=
ARG SET=3.19
FROM alpine:${UNSET:-3.17} AS a
FROM alpine:${EMPTY:-3.18} AS b
FROM alpine${EMPTY-:wrong} AS c
FROM alpine:${UNSET-3.16} AS d
FROM alpine${SET:+:$SET} AS e
FROM alpine${EMPTY:+:wrong} AS f
FROM alpine${EMPTY+:3.15} AS g
FROM alpine:${SET:?needed}
