'use strict'

// How each system call can fail: the errors that its manual page names, and those with which
// seccomp filters refuse. Left out everywhere is EFAULT, since all addresses are valid.

// A filter refuses with the errno of its choice. Docker's answers EPERM, and ENOSYS to what it does
// not know.
const REFUSED = ['EPERM', 'ENOSYS']

const OPEN = ['EACCES', 'EINTR', 'ELOOP', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOMEM', 'ENOTDIR']
const READ = ['EAGAIN', 'EINTR', 'EIO', 'EISDIR', 'EINVAL', 'ESRCH']
const STAT = ['EACCES', 'ELOOP', 'ENOENT', 'ENOMEM', 'ENOTDIR']

/**
 * SHORT: the call reads one byte.
 * @type {Record<string, string[]>}
 */
const ERRNOS = {
  access: ['EACCES', 'EIO', 'ELOOP', 'ENOENT', 'ENOMEM', 'ENOTDIR'],
  clock_gettime: ['EINVAL', ...REFUSED],
  clone: ['EAGAIN', 'EINVAL', 'ENOMEM', ...REFUSED],
  clone3: ['EAGAIN', 'EINVAL', 'ENOMEM', ...REFUSED],
  close: ['EINTR', 'EIO', 'EBADF'],
  dup3: ['EBADF', 'EINTR', 'EMFILE'],
  // prettier-ignore
  execve: [
    'E2BIG', 'EACCES', 'EAGAIN', 'EINVAL', 'EIO', 'EISDIR', 'ELIBBAD', 'ELOOP', 'EMFILE',
    'ENAMETOOLONG', 'ENFILE', 'ENOENT', 'ENOEXEC', 'ENOMEM', 'ENOTDIR', 'EPERM', 'ETXTBSY',
  ],
  fcntl: ['EAGAIN', 'EBADF', 'EINTR', 'EINVAL', 'EPERM'],
  fstat: ['EBADF', 'ENOMEM'],
  getdents64: ['EBADF', 'EINVAL', 'ENOENT', 'ENOTDIR'],
  getpgid: ['ESRCH', ...REFUSED],
  getsid: ['EPERM', 'ESRCH', 'ENOSYS'],
  getrandom: ['EAGAIN', 'EINTR', 'EINVAL', 'ENOSYS'],
  getrlimit: ['EINVAL', ...REFUSED],
  getsockopt: ['EBADF', 'ENOTSOCK'],
  ioctl: ['EBADF', 'EIO', 'EINVAL', 'ENOTTY', 'EPERM'],
  kill: ['EINVAL', 'EPERM', 'ESRCH', 'ENOSYS'],
  lseek: ['EBADF', 'EINVAL', 'ESPIPE'],
  newfstatat: STAT,
  open: OPEN,
  openat: [...OPEN, ...REFUSED],
  pidfd_open: ['EINVAL', 'EMFILE', 'ENFILE', 'ENODEV', 'ENOMEM', 'ESRCH', ...REFUSED],
  pidfd_send_signal: ['EBADF', 'EINVAL', 'ESRCH', ...REFUSED],
  pipe2: ['EMFILE', 'ENFILE', 'EINVAL'],
  ppoll: ['EINTR', 'EINVAL', 'ENOMEM', ...REFUSED],
  prctl: ['EACCES', 'EINVAL', ...REFUSED],
  pread64: [...READ, 'SHORT'],
  prlimit64: ['EINVAL', 'ESRCH', ...REFUSED],
  ptrace: ['EBUSY', 'EIO', 'EPERM', 'ESRCH', 'ENOSYS'],
  read: [...READ, 'SHORT'],
  readlink: ['EACCES', 'EINVAL', 'EIO', 'ELOOP', 'ENOENT', 'ENOMEM', 'ENOTDIR'],
  readlinkat: ['EACCES', 'EINVAL', 'EIO', 'ELOOP', 'ENOENT', 'ENOMEM', 'ENOTDIR'],
  rt_sigaction: ['EINVAL', ...REFUSED],
  rt_sigpending: REFUSED,
  rt_sigprocmask: ['EINVAL', ...REFUSED],
  rt_sigqueueinfo: ['EAGAIN', 'EINVAL', 'ESRCH', ...REFUSED],
  rt_sigtimedwait: ['EAGAIN', 'EINTR', 'EINVAL', ...REFUSED],
  setpgid: ['EACCES', 'EINVAL', 'ESRCH', ...REFUSED],
  setrlimit: ['EINVAL', ...REFUSED],
  stat: STAT,
  statx: ['EACCES', 'EINVAL', 'ELOOP', 'ENOENT', 'ENOMEM', 'ENOTDIR', ...REFUSED],
  sysinfo: REFUSED,
  wait4: ['ECHILD', 'EINTR', 'EINVAL', 'ESRCH', ...REFUSED],
  waitid: ['EAGAIN', 'ECHILD', 'EINTR', 'EINVAL', 'ESRCH', ...REFUSED],
  write: ['EAGAIN', 'EINTR', 'EIO', 'ENOSPC', 'EPIPE'],
  writev: ['EAGAIN', 'EINTR', 'EIO', 'EINVAL', 'ENOSPC', 'EPIPE'],
}

const MEMORY = 'memory of V8 and of the C library, which end the process themselves'
const NEVER = 'the kernel never refuses it, and no filter that a program survives does'

/**
 * The calls that the sweep does not make fail, and why.
 * @type {Record<string, string>}
 */
const LEFT_OUT = {
  brk: MEMORY,
  madvise: MEMORY,
  mmap: MEMORY,
  mprotect: MEMORY,
  mremap: MEMORY,
  munmap: MEMORY,
  epoll_ctl: 'the event loop of libuv',
  epoll_pwait: 'the event loop of libuv',
  epoll_wait: 'the event loop of libuv',
  eventfd2: 'the event loop of libuv',
  futex: 'the locks of V8 and libuv',
  sched_yield: 'the locks of V8 and libuv',
  exit: 'the end of the process',
  exit_group: 'the end of the process; refused, zombie-init uses exit(2) (init/deaf)',
  getpid: NEVER,
  gettid: NEVER,
  geteuid: NEVER,
  getuid: NEVER,
  rt_sigreturn: NEVER,
  uname: 'node:os, which ends the process (GetOSInformation of node_os.cc)',
}

module.exports = { ERRNOS, LEFT_OUT }
