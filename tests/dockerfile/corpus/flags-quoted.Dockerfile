FROM alpine
RUN --mount="type=tmpfs,target=/x y" --network=none ls
COPY --link --chown="a b" x y
