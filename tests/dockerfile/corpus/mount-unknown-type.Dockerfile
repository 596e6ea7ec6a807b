FROM alpine
RUN --mount=type=cash,target=/x ls
