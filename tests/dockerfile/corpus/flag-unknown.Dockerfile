FROM alpine
COPY --form=0 a b
