FROM alpine AS a
FROM debian AS a
FROM a
