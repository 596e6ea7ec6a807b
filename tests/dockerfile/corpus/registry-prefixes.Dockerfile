FROM docker.io/library/python:3.11-slim AS a
FROM docker.io/python AS b
FROM index.docker.io/library/python AS c
FROM library/python AS d
FROM docker.io/grafana/grafana AS e
FROM localhost/app AS f
FROM localhost:5000/app:1 AS g
FROM ghcr.io/org/app AS h
FROM registry.example:443/a/b/c__d:T.a-g
