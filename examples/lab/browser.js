'use strict'

const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { orphans } = require('../..')
const { FLAGS, findChromium } = require('../chromium')
const { descendantsOf } = require('../process-table')
const { Refusal } = require('./refusal')
const { step } = require('./step')
const { isSame, ownProcesses } = require('./tree')
const { until } = require('./wait')

/** @returns {boolean} whether a browser job can start here */
function isThere() {
  try {
    require.resolve('puppeteer-core')
    return findChromium() !== ''
  } catch {
    return false
  }
}

/** One browser job with Puppeteer. */
class Browser {
  /** @type {'missing' | 'none' | 'busy' | 'running'} */
  state = isThere() ? 'none' : 'missing'

  #folder
  #lab
  /** @type {import('puppeteer-core').Browser | null} */
  #browser = null

  /**
   * @param {string} folder for its files
   * @param {Pick<InstanceType<typeof import('./lab').Lab>, 'experiments' | 'reaper'>} lab
   */
  constructor(folder, lab) {
    this.#folder = path.join(folder, 'browser')
    this.#lab = lab
  }

  /** The PID of the browser, or undefined. */
  get pid() {
    return this.#browser?.process()?.pid
  }

  async start() {
    if (this.state === 'missing') throw new Refusal('NO_BROWSER')
    if (this.state !== 'none') throw new Refusal('ONE_BROWSER')
    this.state = 'busy'
    try {
      await this.#launch()
    } catch (error) {
      await this.#forget()
      throw error
    }
    this.state = 'running'
    const pid = Number(this.pid)
    const adopted = orphans().filter((one) => !this.#isExperiment(one))
    const count = 1 + descendantsOf(pid).length + adopted.length
    // A handler must outlive the browser whose crash it reports.
    const handlers = adopted.filter(({ name }) => name.includes('crashpad'))
    const pids = handlers.map((one) => one.pid).join(', ')
    return [
      step('libuv: uv_spawn()', 'launched', { pid }),
      ...(handlers.length > 0 ? [step('exit(2)', 'detached', { pids, lab: process.pid })] : []),
      step('fork(2)', 'multiplied', { count }),
    ]
  }

  async #launch() {
    fs.mkdirSync(this.#folder, { recursive: true })
    // Loading Puppeteer takes longer than starting the lab.
    const puppeteer = require('puppeteer-core')
    this.#browser = await puppeteer.launch({
      executablePath: findChromium(),
      userDataDir: this.#folder,
      env: { ...process.env, TMPDIR: this.#folder },
      args: FLAGS,
      // A browser ends when its pipe breaks, so it never outlives the lab.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    const page = await this.#browser.newPage()
    await page.goto('data:text/html,<title>A page</title>')
  }

  close() {
    return this.#end('closed', (browser) => browser.close())
  }

  crash() {
    return this.#end('crashed', async (browser) => {
      browser.process()?.kill('SIGKILL')
    })
  }

  /**
   * @param {string} key
   * @param {(browser: import('puppeteer-core').Browser) => Promise<void>} how
   */
  async #end(key, how) {
    const browser = this.#browser
    const child = browser?.process()
    if (this.state !== 'running' || !browser || !child) throw new Refusal('NO_JOB')
    this.state = 'busy'
    const pid = Number(child.pid)
    const before = this.#processes().filter(({ state }) => state === 'Z')
    const left = () =>
      this.#processes().filter((one) => !before.some((other) => isSame(one, other)))
    try {
      const hasEnded = child.exitCode !== null || child.signalCode !== null
      const ended = hasEnded ? undefined : once(child, 'exit')
      await how(browser)
      await ended
      // The other processes of the browser end by themselves, a moment later.
      await until(() => left().every(({ state }) => state === 'Z' && this.#lab.reaper === null))
    } finally {
      await this.#forget()
    }
    const zombies = left()
    const steps = [
      step(key === 'closed' ? 'exit(2)' : 'signal(7)', key, { pid }),
      step('exit(2)', 'abandoned', { pid, lab: process.pid }),
    ]
    const pids = zombies.map((one) => one.pid).join(', ')
    if (zombies.length > 0)
      steps.push(step('wait(2)', 'leftBehind', { count: zombies.length, pids }))
    return steps
  }

  async #forget() {
    const browser = this.#browser
    this.#browser = null
    this.state = 'none'
    browser?.process()?.kill('SIGKILL')
    await browser?.disconnect()
    fs.rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** The processes below the lab that are not of an experiment. */
  #processes() {
    return ownProcesses().filter((one) => one.pid !== process.pid && !this.#isExperiment(one))
  }

  /** @param {{ pid: number, ppid: number }} one */
  #isExperiment({ pid, ppid }) {
    return this.#lab.experiments.some(
      ({ parent, zombie }) => parent.pid === pid || parent.pid === ppid || zombie?.pid === pid,
    )
  }
}

module.exports = { Browser }
