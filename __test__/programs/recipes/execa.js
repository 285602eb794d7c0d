'use strict'

// Commands that execa starts and that end in each possible way, while orphans die. Prints for each
// way how many results were right.

const { dyingOrphans } = require('../shared/dying-orphans')
const { inLanes } = require('../shared/lanes')

const EACH = 40
const SOON = 50
// An ignored signal stays ignored after exec (execve(2)).
const STUBBORN = 'trap "" TERM; echo ready; exec sleep 1000'

async function main() {
  const { execa } = await import('execa')

  /** @type {Record<string, (i: number) => Promise<boolean>>} */
  const ways = {
    async all(i) {
      const script = `echo one; echo two >&2; (exec >/dev/null 2>&1; true) & exit ${i}`
      const { all, exitCode } = await execa('sh', ['-c', script], { all: true, reject: false })
      return all === 'one\ntwo' && exitCode === i
    },

    async timeout() {
      const result = await execa('sleep', ['1000'], { timeout: SOON, reject: false })
      return result.timedOut && result.signal === 'SIGTERM'
    },

    async forceKillAfterDelay() {
      const options = { forceKillAfterDelay: SOON, reject: false }
      const command = execa('sh', ['-c', STUBBORN], options)
      await new Promise((resolve) => command.stdout.once('data', resolve))
      command.kill()
      const result = await command
      return result.isForcefullyTerminated && result.signal === 'SIGKILL'
    },

    async cancel() {
      const controller = new AbortController()
      const options = { cancelSignal: controller.signal, reject: false }
      const command = execa('sleep', ['1000'], options)
      setTimeout(() => controller.abort(), SOON)
      const result = await command
      return result.isCanceled && result.signal === 'SIGTERM'
    },
  }

  const stop = dyingOrphans()
  /** @type {Record<string, number>} */
  const right = {}
  for (const [name, way] of Object.entries(ways)) {
    right[name] = (await inLanes(EACH, 8, way)).filter(Boolean).length
  }
  console.log(JSON.stringify({ right, ...(await stop()) }))
}

void main()
