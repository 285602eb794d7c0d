# The automatic mode, without a shell and without npm. The build context is the folder above.
FROM node:24-slim AS build
WORKDIR /app
COPY app/ zombie-reaper-*.tgz ./
RUN npm install --offline --save-optional ./zombie-reaper-*.tgz && rm zombie-reaper-*.tgz

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=build /app ./
ENTRYPOINT ["/nodejs/bin/node", "--require", "zombie-reaper/auto"]
CMD ["app.js"]
