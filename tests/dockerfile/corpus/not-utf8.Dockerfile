FROM alpine
LABEL name="ÿþ café"
RUN echo ð(
