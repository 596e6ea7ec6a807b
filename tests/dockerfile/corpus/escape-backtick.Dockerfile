# escape=`
FROM alpine
RUN dir C:\
FROM debian AS `
  second
COPY a `
  b
