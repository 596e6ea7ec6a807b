FROM alpine:3.19
FROM python::3.11
