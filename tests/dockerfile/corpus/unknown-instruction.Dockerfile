FROM alpine
RUN true
COPPY a b
