FROM alpine
COPY ["my file", "/x y/"]
ADD ["a"\
, "b"]
