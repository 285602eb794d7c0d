'use strict'

// A session with an MCP server, and nothing of it afterwards. npx or a shell starts many servers.
// The SDK ends only that wrapper, and a server that does not end by itself outlives its client.
//
//   node examples/recipes/mcp.js [--kill-wrapper | --kill-client] [COMMAND ARGS]

const path = require('node:path')

const { Client } = require('@modelcontextprotocol/sdk/client')
const {
  StdioClientTransport,
  getDefaultEnvironment,
} = require('@modelcontextprotocol/sdk/client/stdio.js')

const { createJob, startReaper } = require('../..')

// How long a server may take to start, in ms.
const START = 300_000

/**
 * @template T
 * @param {{ command: string, args: string[] }} server
 * @param {(client: Client, transport: StdioClientTransport) => Promise<T>} use
 */
async function withServer(server, use) {
  const job = createJob()
  const env = { ...getDefaultEnvironment(), ...markOf(job) }
  const transport = new StdioClientTransport({ ...server, env })
  const client = new Client({ name: 'recipe', version: '1.0.0' })
  try {
    // npx may have to download the server first.
    await client.connect(transport, { timeout: START })
    job.processes() // records the wrapper and the server
    return await use(client, transport)
  } finally {
    // The SDK closes stdin, waits, and signals the wrapper. The job ends what is left.
    await client.close()
    await job.close()
  }
}

/**
 * Returns only the variables that mark the job. The SDK gives servers a few variables and no
 * secrets, and that stays so.
 * @param {import('../..').Job} job
 */
function markOf({ env }) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name.startsWith('ZOMBIE_REAPER_JOB_')),
  )
}

async function main() {
  startReaper()
  const words = process.argv.slice(2)
  const flag = words[0]?.startsWith('--') ? words.shift() : undefined
  const [command, ...args] =
    words.length > 0 ? words : [process.execPath, path.join(__dirname, 'mcp-server.js')]

  /** @type {Promise<boolean>} */
  let closed = Promise.resolve(false)
  const answer = await withServer({ command, args }, async (client, transport) => {
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the client is no event target
    closed = new Promise((resolve) => (client.onclose = () => resolve(true)))
    const { content } = await client.callTool({ name: 'greet' })
    if (flag === '--kill-wrapper') process.kill(Number(transport.pid), 'SIGKILL')
    if (flag === '--kill-client') process.kill(process.pid, 'SIGKILL')
    return content
  })
  console.log(JSON.stringify({ answer, closed: await closed }))
}

void main()
