#!/usr/bin/env docker
# syntax=docker/dockerfile:1
# escape=`
FROM alpine:3.20 AS last
RUN true \
 && true
