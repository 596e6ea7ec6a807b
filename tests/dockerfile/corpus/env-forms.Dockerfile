FROM alpine
ENV A=1 B="two words" C=a\ b
ENV OLD value with = sign
LABEL "com.example.x"="y" multi="a\
b"
