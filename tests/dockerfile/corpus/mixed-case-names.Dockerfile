from Alpine.Example/tools:1 as Base
From base As MIDDLE
FROM middle
COPY --from=BASE /a /b
COPY --from=Middle /a /b
