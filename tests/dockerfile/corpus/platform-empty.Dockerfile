FROM --platform=$NOWHERE alpine
