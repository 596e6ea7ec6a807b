FROM alpine
RUN cat << EOF > /etc/motd
FROM nothing
EOF
USER nobody
