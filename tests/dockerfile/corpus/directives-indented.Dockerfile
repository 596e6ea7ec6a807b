 # syntax=evil/frontend:1
# escape=`
FROM alpine:3.20
RUN true `
 && true
