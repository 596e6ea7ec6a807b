FROM alpine
onbuild from x
