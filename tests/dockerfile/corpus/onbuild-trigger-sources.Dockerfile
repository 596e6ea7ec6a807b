FROM alpine AS template
ONBUILD COPY --from=nginx:1.25 /etc/nginx /etc/nginx
ONBUILD RUN true
FROM template AS child
FROM child
