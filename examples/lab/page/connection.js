// The way to the server and back. Addresses are relative, so they keep the token.

// How long to wait before the page tries a server again that has refused it, in ms.
const PAUSE = 2000

/**
 * @typedef {{ source: string, key: string, values: Record<string, unknown> }} Step
 * @typedef {{ id: number, action: string, steps: Step[] }} Entry
 * @typedef {[seconds: number, zombies: number, pids: number]} Sample
 * @typedef {{ pid: number, ppid: number, start: number, name: string, zombie: boolean, role: string }} Process
 * @typedef {object} State
 * @property {boolean} init
 * @property {number} lab
 * @property {string} node
 * @property {Process[]} tree
 * @property {boolean} automatic
 * @property {'missing' | 'none' | 'busy' | 'running'} browser
 */

/**
 * Listens to the server, and goes on when the server is lost and comes back.
 * @param {{
 *   hello: (data: { state: State, samples: Sample[], log: Entry[] }) => void,
 *   state: (state: State) => void,
 *   sample: (sample: Sample) => void,
 *   entry: (entry: Entry) => void,
 *   lost: () => void,
 * }} handlers
 */
export function listen({ lost, ...handlers }) {
  const events = new EventSource('events')
  for (const [name, handler] of Object.entries(handlers))
    events.addEventListener(name, (event) =>
      handler(JSON.parse(/** @type {MessageEvent} */ (event).data)),
    )
  events.addEventListener('error', () => {
    lost()
    // An EventSource tries again by itself, unless the answer was an error.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, PAUSE, { lost, ...handlers })
  })
}

/**
 * Does an action. What has happened comes to listen(), in the order in which it has happened.
 * @param {string} action
 * @param {{ pid?: number, start?: number }} body
 * @returns {Promise<{ code: string } & Record<string, unknown> | null>} why not, or null
 */
export async function act(action, { pid, start }) {
  try {
    const response = await fetch(`actions/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pid, start }),
    })
    const answer = /** @type {any} */ (await response.json())
    return response.ok ? null : answer
  } catch {
    return { code: 'LOST' }
  }
}
