FROM alpine AS a
ONBUILD FOO bar
FROM a
