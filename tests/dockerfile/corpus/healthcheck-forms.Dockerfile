FROM alpine
HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=0 --retries=3 CMD curl -f localhost || exit 1
HEALTHCHECK none
