FROM alpine AS first
FROM 0
