FROM alpine AS base
FROM BASE
