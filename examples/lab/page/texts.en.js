export default {
  lang: 'en',

  page: {
    title: 'Zombie lab',
    intro:
      'A dead process keeps its number, the PID, until its parent asks how it ended. Until then it is a zombie. To ask is to reap, and frees the PID.',
    languages: 'Language',
    controls: 'Try from top to bottom',
    automatic: 'Automatic mode: `startReaper()`',
    browserJob: 'A real browser job',
    noBrowser: 'This needs Chromium, and `npm ci`.',
    story: 'What just happened',
    storyEmpty: 'Make a zombie. Each step of the kernel and of libuv appears here.',
    tree: 'Processes',
    zombies: 'Zombies',
    pids: 'PIDs',
    chart: 'The last two minutes',
    pidsLegend: 'PIDs: one for each process, zombies included',
    noChart: 'The chart needs uPlot. Run `npm ci` and start the lab again.',
    footer:
      'The lab ends only processes that it has started. Ctrl-C in the terminal ends them all.',
  },

  place: {
    init: 'When a parent dies, its children become orphans, and PID 1, the first process, adopts them. Here PID 1 is Node {node}, in a PID namespace of its own.',
    subreaper:
      'When a parent dies, its children become orphans. PID 1, the first process, adopts them, or a nearer subreaper. Here the subreaper is Node {node}, PID {lab}.',
  },

  actions: {
    make: 'Make a zombie',
    'kill-parent': 'Kill its parent',
    'kill-zombie': '`kill -9` the zombie',
    reap: '`reap()`',
    'automatic-on': 'Automatic mode on',
    'automatic-off': 'Automatic mode off',
    'browser-start': 'Start',
    'browser-close': 'Close',
    'browser-crash': 'Crash',
    reaped: 'The automatic mode reaps',
  },

  titles: {
    'kill-parent': 'Kill the parent',
    'browser-start': 'Start a browser job',
    'browser-close': 'Close the browser',
    'browser-crash': 'Crash the browser',
  },

  target: 'PID {pid}',

  roles: {
    lab: 'Node, this server',
    parent: 'parent that never waits',
    browser: 'browser',
  },
  zombie: 'zombie',

  chartLabel: 'Zombies now: {zombies}, at most {most}. PIDs now: {pids}.',
  seconds: '{seconds} s',

  steps: {
    started: 'Node starts PID {parent}. libuv will wait for this PID.',
    forked: 'PID {parent} starts PID {zombie}, its child.',
    exited:
      'PID {zombie} exits with code {code}. The kernel frees its memory. It keeps the PID and the status until the parent calls `wait(2)`.',
    ignored: 'PID {parent} never calls `wait(2)`. So PID {zombie} stays a zombie.',
    killed: 'SIGKILL ends PID {parent}. No process can catch, block or ignore this signal.',
    waited:
      'The kernel sends SIGCHLD to Node. libuv calls `waitpid({parent})`, and PID {parent} is gone.',
    adopted:
      'PID {zombie} is an orphan. The kernel makes PID {lab} its parent: the first process of the PID namespace.',
    adoptedBySubreaper:
      'PID {zombie} is an orphan. The kernel makes PID {lab} its parent: the nearest subreaper.',
    stays:
      'libuv waits only for the children that it has started. It never asks for PID {zombie}, so the zombie stays.',
    accepted: '`kill()` succeeds: PID {pid} still exists.',
    nothing: 'SIGKILL does nothing: PID {pid} is dead already, and runs no code.',
    onlyParent: 'Only its parent can remove PID {pid}: PID {parent} must call `wait(2)`.',
    asked: '`reap()` asks libuv which children it waits for, and leaves those alone.',
    reapedCode: '`waitpid()` returns PID {pid} with exit code {code}. The PID is free.',
    reapedSignal: '`waitpid()` returns PID {pid}, which {signal} has ended. The PID is free.',
    reapedMany: '`waitpid()` returns {count} zombies: PIDs {pids}. Their PIDs are free.',
    none: 'PID {lab} has no zombie to reap.',
    later:
      'Zombies left for a later call: {count}. A thread of Node may be about to wait for them.',
    foreign:
      'PID {pid} stays. It is a child of PID {parent}, and a process can wait only for its own children.',
    listens:
      'After each SIGCHLD, libuv takes its own children first. Then the reaper takes the other zombies.',
    delays:
      'It takes an orphan of another session at once. Any other zombie must stay unclaimed for 100 ms.',
    stops: 'From now on, PID {lab} keeps the zombies that it adopts.',
    launched: 'Puppeteer starts Chromium, PID {pid}. libuv will wait for this PID.',
    multiplied: 'Chromium starts helpers. Processes of the browser now: {count}.',
    detached:
      'The parent of each crash handler exits on purpose. So PID {lab} adopts the handlers already: {pids}.',
    closed: 'Chromium exits, and libuv waits for PID {pid}.',
    crashed: 'SIGKILL ends PID {pid}. Chromium has no time to end its helpers.',
    abandoned:
      'The helpers of PID {pid} are orphans. PID {lab} adopts them, and they exit a moment later.',
    leftBehind:
      'libuv does not know the helpers. Zombies that the job leaves behind: {count} (PIDs {pids}).',
  },

  refused: {
    TOO_MANY_ZOMBIES: 'The lab makes at most {limit} zombies. Kill their parents, then reap them.',
    TOO_MANY_PAGES: 'At most {limit} pages can show the lab. Close one.',
    NOTHING_NAMED: 'There is no such process. Make a zombie first.',
    NOT_A_PARENT: 'PID {pid} is not a parent that the lab has started.',
    NOT_A_ZOMBIE: 'PID {pid} is not a zombie of the lab.',
    GONE: 'PID {pid} is gone.',
    NO_BROWSER: 'There is no Chromium or no Puppeteer. Install Chromium, and run `npm ci`.',
    ONE_BROWSER: 'One browser at a time. Close or crash it first.',
    NO_JOB: 'No browser runs. Start one first.',
    TOOK_TOO_LONG: 'A process did not do what the lab has waited for.',
    REQUEST: 'The server refuses the request: {message}.',
    FAILED: 'The server failed: {message}',
    LOST: 'The server does not answer. Start it again: `npm run demo -- --page`',
  },

  lost: 'The lab has ended, and every process in it. Start it again with `npm run demo -- --page`, and open the address that it prints. If the server comes back at this address, this page goes on.',
}
