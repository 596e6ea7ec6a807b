FROM alpine
RUN <<-'E F' sh
	FROM a
	E F
RUN 3<<"X" cat <&3
 X
X
FROM debian
