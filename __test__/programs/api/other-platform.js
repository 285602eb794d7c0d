'use strict'

// Preloaded: lets the program believe that it runs on the platform in OTHER_PLATFORM.

Object.defineProperty(process, 'platform', { value: process.env.OTHER_PLATFORM })
