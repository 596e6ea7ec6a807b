# syntax=docker/dockerfile:1.7
# CHECK = skip=all;error=true
#Escape=\
# plain comment
# escape=`
FROM alpine
