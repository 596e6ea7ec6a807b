# escape=`
FROM alpine AS a
RUN x `
  y
RUN <<EOF
FROM z
EOF
FROM a
