FROM alpine
RUN echo $((1 <<2))
FROM debian
2))
RUN cat <<<EOF
FROM debian
