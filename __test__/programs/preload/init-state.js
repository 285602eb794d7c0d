// Prints the state of a program that started with zombie-reaper/init, and its parent.
const fs = require('node:fs')
const status = fs.readFileSync('/proc/self/status', 'utf8')
const ignored = BigInt(`0x${/^SigIgn:\t(\w+)$/m.exec(status)?.[1]}`)
const processes = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))
const commandLine = fs.readFileSync('/proc/self/cmdline').subarray(0, -1)
const events = /** @type {any} */ (process.getBuiltinModule('node:events'))
const reaper = events[Symbol.for('zombie-reaper')]?.reaper !== undefined
console.log(
  JSON.stringify({
    pid: process.pid,
    pid1: fs.readFileSync('/proc/1/comm', 'utf8').trim(),
    processes: processes.length,
    argv: process.argv.slice(1),
    execArgv: process.execArgv,
    lastArgument: commandLine.subarray(commandLine.lastIndexOf(0) + 1).toString('hex'),
    title: process.title,
    env: process.env,
    cwd: process.cwd(),
    reaper,
    subreaper:
      reaper && typeof __dirname === 'string' && fs.existsSync(`${__dirname}/../../../index.js`)
        ? require('../../..').isSubreaper()
        : false,
    ignoresSigpipe: (ignored & (1n << 12n)) !== 0n,
  }),
)
