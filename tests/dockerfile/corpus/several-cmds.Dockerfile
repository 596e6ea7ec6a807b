FROM alpine
CMD a
CMD b
ENTRYPOINT ["x"]
