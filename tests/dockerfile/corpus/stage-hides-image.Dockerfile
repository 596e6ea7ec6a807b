FROM alpine:3.19 AS python
RUN true
FROM python
