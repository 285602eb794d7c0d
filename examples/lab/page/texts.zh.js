export default {
  lang: 'zh-CN',

  page: {
    title: '僵尸进程实验室',
    intro:
      '进程死后，它的编号（PID）会一直保留，直到父进程询问它是怎么结束的。在此之前，它就是僵尸进程。这样的询问叫作回收，之后 PID 可以再次使用。',
    languages: '语言',
    controls: '从上到下依次试试',
    automatic: '自动模式：`startReaper()`',
    browserJob: '真实的浏览器任务',
    noBrowser: '需要先安装 Chromium，并运行 `npm ci`。',
    story: '刚刚发生了什么',
    storyEmpty: '先制造一个僵尸进程。内核和 libuv 做的每一步都会显示在这里。',
    tree: '进程树',
    zombies: '僵尸进程',
    pids: 'PID 数',
    chart: '最近两分钟',
    pidsLegend: 'PID：每个进程占一个，僵尸进程也算',
    noChart: '图表需要 uPlot。请运行 `npm ci`，再重新启动实验室。',
    footer: '实验室只会结束由它启动的进程。在终端里按 Ctrl-C，所有进程都会一起结束。',
  },

  place: {
    init: '父进程死后，子进程成为孤儿进程，由 1 号进程（第一个进程）收养。这里有独立的 PID 命名空间，其中的 1 号进程是 Node {node}。',
    subreaper:
      '父进程死后，子进程成为孤儿进程，由 1 号进程（第一个进程）或更近的 subreaper 收养。这里的 subreaper 是 Node {node}（PID {lab}）。',
  },

  actions: {
    make: '制造一个僵尸进程',
    'kill-parent': '杀死它的父进程',
    'kill-zombie': '对僵尸进程 `kill -9`',
    reap: '`reap()`',
    'automatic-on': '打开自动模式',
    'automatic-off': '关闭自动模式',
    'browser-start': '启动',
    'browser-close': '关闭',
    'browser-crash': '崩溃',
    reaped: '自动模式回收',
  },

  titles: {
    'kill-parent': '杀死父进程',
    'browser-start': '启动浏览器任务',
    'browser-close': '关闭浏览器',
    'browser-crash': '让浏览器崩溃',
  },

  target: 'PID {pid}',

  roles: {
    lab: 'Node，本服务器',
    parent: '从不 wait 的父进程',
    browser: '浏览器',
  },
  zombie: '僵尸',

  chartLabel: '当前僵尸进程 {zombies} 个，最多时 {most} 个；当前 PID {pids} 个。',
  seconds: '{seconds} 秒',

  steps: {
    started: 'Node 启动 PID {parent}。libuv 之后会等待这个 PID。',
    forked: 'PID {parent} 启动了子进程 PID {zombie}。',
    exited:
      'PID {zombie} 退出，退出码为 {code}。内核释放它的内存，但保留 PID 和退出状态，直到父进程调用 `wait(2)`。',
    ignored: 'PID {parent} 从不调用 `wait(2)`，于是 PID {zombie} 一直是僵尸进程。',
    killed: 'SIGKILL 结束了 PID {parent}。任何进程都不能捕获、阻塞或忽略这个信号。',
    waited: '内核向 Node 发送 SIGCHLD。libuv 调用 `waitpid({parent})`，PID {parent} 随即消失。',
    adopted:
      'PID {zombie} 成了孤儿进程。内核把它交给 PID {lab}，也就是这个 PID 命名空间的第一个进程。',
    adoptedBySubreaper: 'PID {zombie} 成了孤儿进程。内核把它交给最近的 subreaper，即 PID {lab}。',
    stays: 'libuv 只等待自己启动的子进程，不会过问 PID {zombie}，所以僵尸进程还在。',
    accepted: '`kill()` 调用成功，因为 PID {pid} 仍然存在。',
    nothing: '但 SIGKILL 不起作用：PID {pid} 早就死了，不再运行任何代码。',
    onlyParent: '只有父进程才能清除 PID {pid}：PID {parent} 必须调用 `wait(2)`。',
    asked: '`reap()` 先问 libuv 在等待哪些子进程，这些子进程它不碰。',
    reapedCode: '`waitpid()` 返回 PID {pid}，退出码为 {code}。这个 PID 可以再次使用了。',
    reapedSignal: '`waitpid()` 返回 PID {pid}，它是被 {signal} 结束的。这个 PID 可以再次使用了。',
    reapedMany: '`waitpid()` 返回 {count} 个僵尸进程：PID {pids}。这些 PID 可以再次使用了。',
    none: 'PID {lab} 没有可以回收的僵尸进程。',
    later: '有 {count} 个僵尸进程留到下次再回收：Node 的某个线程可能正要等待它们。',
    foreign: 'PID {pid} 还在。它是 PID {parent} 的子进程，而进程只能等待自己的子进程。',
    listens: '每次收到 SIGCHLD，libuv 先取走自己的子进程，然后回收器取走其余的僵尸进程。',
    delays: '属于其他会话的孤儿进程立即回收；其余的僵尸进程要满 100 毫秒无人认领才回收。',
    stops: '从现在起，PID {lab} 收养的僵尸进程会一直留着。',
    launched: 'Puppeteer 启动 Chromium，PID {pid}。libuv 之后会等待这个 PID。',
    multiplied: 'Chromium 又启动了一批辅助进程。浏览器现在共有 {count} 个进程。',
    detached: '崩溃处理进程的父进程会有意先退出，所以 PID {lab} 现在就收养了它们：{pids}。',
    closed: 'Chromium 退出，libuv 等到了 PID {pid}。',
    crashed: 'SIGKILL 结束了 PID {pid}。Chromium 来不及结束它的辅助进程。',
    abandoned: 'PID {pid} 的辅助进程成了孤儿，由 PID {lab} 收养，片刻之后它们也退出了。',
    leftBehind: 'libuv 不认识这些辅助进程。这个任务留下了 {count} 个僵尸进程（PID {pids}）。',
  },

  refused: {
    TOO_MANY_ZOMBIES: '实验室最多制造 {limit} 个僵尸进程。请先杀死它们的父进程，再回收它们。',
    TOO_MANY_PAGES: '最多只能同时打开 {limit} 个页面。请关闭一个。',
    NOTHING_NAMED: '没有这样的进程。请先制造一个僵尸进程。',
    NOT_A_PARENT: 'PID {pid} 不是实验室启动的父进程。',
    NOT_A_ZOMBIE: 'PID {pid} 不是实验室的僵尸进程。',
    GONE: 'PID {pid} 已经不在了。',
    NO_BROWSER: '没有找到 Chromium 或 Puppeteer。请安装 Chromium，并运行 `npm ci`。',
    ONE_BROWSER: '一次只能运行一个浏览器。请先关闭它，或让它崩溃。',
    NO_JOB: '没有浏览器在运行。请先启动一个。',
    TOOK_TOO_LONG: '有一个进程没有按预期动作，实验室不再等待。',
    REQUEST: '服务器拒绝了请求：{message}。',
    FAILED: '服务器出错：{message}',
    LOST: '服务器没有响应。请重新启动：`npm run demo -- --page`',
  },

  lost: '实验室已经结束，其中的进程也都结束了。请运行 `npm run demo -- --page` 重新启动，再打开它打印的地址。如果服务器在原来的地址恢复，本页会自动继续。',
}
