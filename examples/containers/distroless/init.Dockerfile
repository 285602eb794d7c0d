# zombie-init as a static binary, without a shell and without npm. The build context is the folder
# above.
FROM node:24-slim AS build
WORKDIR /app
COPY app/ zombie-reaper-*.tgz ./
RUN npm install --offline --save-optional ./zombie-reaper-*.tgz
RUN cp "$(node -p "require('zombie-reaper').initPath")" /zombie-init

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=build /zombie-init /zombie-init
COPY --from=build /app/app.js ./
ENTRYPOINT ["/zombie-init", "--", "/nodejs/bin/node"]
CMD ["app.js"]
