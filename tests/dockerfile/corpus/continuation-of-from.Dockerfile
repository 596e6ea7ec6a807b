FROM \
  --platform=linux/amd64 \
  # the image
  python:3.11\
-slim \
  AS \
  base
RUN true
