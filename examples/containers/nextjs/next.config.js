'use strict'

module.exports = {
  output: 'standalone',
  // No page imports the package, because the start command preloads it. So name its files.
  outputFileTracingIncludes: {
    '/*': ['./node_modules/zombie-reaper/**/*', './node_modules/zombie-reaper-linux-*/**/*'],
  },
}
