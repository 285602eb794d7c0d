'use strict'

// Stryker ends the test process by SIGTERM after the first test that fails, and its hook then writes
// what has happened. Tests send such signals to their own process, whose listener forwards them. So the
// hook listens only where nothing else does. Loaded after Stryker's hook.

for (const signal of ['SIGABRT', 'SIGINT', 'SIGHUP', 'SIGTERM']) {
  const [end] = process.listeners(signal)
  process.removeAllListeners(signal)
  process.on(signal, (...args) => {
    if (process.listenerCount(signal) === 1) end(...args)
  })
}
