'use strict'

// Preloaded: what follows believes to be on the platform that OTHER_PLATFORM names.

Object.defineProperty(process, 'platform', { value: process.env.OTHER_PLATFORM })
