FROM alpine
RUN <<EOF
FROM debian AS trap
COPY --from=nowhere a b
FOO
EOF
COPY <<one.txt <<"two.txt" /dest/
FROM ${x}
one.txt
FROM ${
two.txt
CMD ["sh"]
