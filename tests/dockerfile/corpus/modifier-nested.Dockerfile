ARG A
ARG B=
ARG C=bookworm
FROM debian:${A:-${B:-${C}-slim}}
