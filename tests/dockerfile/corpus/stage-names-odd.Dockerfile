FROM alpine AS a.b-c_d
FROM a.b-c_d AS as
FROM as
