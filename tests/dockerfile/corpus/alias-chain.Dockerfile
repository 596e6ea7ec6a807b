FROM python:3.11-slim AS base
FROM base AS deps
RUN pip install flask
FROM deps AS test
RUN pytest
FROM base
COPY --from=deps /usr/local /usr/local
