FROM alpine
CMD ['a', 'b']
ENTRYPOINT ["a",]
