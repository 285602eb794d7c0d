'use strict'

// Stryker's hook ends the test process at these signals. Tests send them to their own process, which
// forwards them. Loaded after Stryker's hook.

for (const signal of ['SIGABRT', 'SIGINT', 'SIGHUP', 'SIGTERM']) process.removeAllListeners(signal)
