# What is built here is not shipped; only what the next stage copies is.
FROM python:3.11-slim AS builder
WORKDIR /build
COPY app.py .
RUN python -m py_compile app.py

FROM python:3.11-slim
WORKDIR /app
COPY --from=builder /build/app.py .
EXPOSE 8000
CMD ["python", "app.py"]
