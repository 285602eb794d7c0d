'use strict'

// pm2-runtime as PID 1 of a container. pm2-runtime loads this file in its own process, so this line
// makes PID 1 reap the orphans of all apps.
//
//   pm2-runtime start examples/recipes/pm2/ecosystem.config.js

require('../../..').startReaper()

module.exports = {
  apps: [{ name: 'app', script: `${__dirname}/app.js` }],
}
