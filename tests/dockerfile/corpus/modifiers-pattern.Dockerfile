ARG FULL=registry.example:5000/team/app:1.2.3
ARG V=3.11.4-slim-bookworm
FROM ${FULL#*/} AS shortest-prefix
FROM ${FULL##*/} AS longest-prefix
FROM python:${V%-*} AS shortest-suffix
FROM python:${V%%-*} AS longest-suffix
FROM python:${V/-slim/} AS first
FROM python:${V//-/.} AS every
FROM python:${V/.?/.9}
