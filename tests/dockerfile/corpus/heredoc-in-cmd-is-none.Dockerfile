FROM alpine
CMD cat <<EOF
FROM debian
