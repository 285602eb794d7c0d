// A program as users have it, for doctor.js: PID 1 of a namespace, and browsers leave their zombies.
// Prints only what the doctor says.

import { spawnSync } from 'node:child_process'

import { findChromium } from '../examples/chromium.js'
import { job } from '../examples/puppeteer-job.js'

const JOBS = 3

for (let i = 0; i < JOBS; i++) await job(findChromium(), false)
spawnSync(process.execPath, ['../bin/zombie-reaper.js', 'doctor'], { stdio: 'inherit' })
