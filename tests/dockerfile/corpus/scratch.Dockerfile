FROM golang AS build
FROM scratch AS empty
FROM empty
COPY --from=build /app /app
