// Starts a command under a seccomp filter that asks the injector about each of its system calls
// (seccomp_unotify(2)). The filter needs no ptrace, so a command may trace and be traced.

#define _GNU_SOURCE
#include "start.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void fail(const char *what) {
    perror(what);
    exit(125);
}

static void own_proc(void) {
    if (unshare(CLONE_NEWNS) != 0) fail("unshare");
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail("mount /");
    if (mount("proc", "/proc", "proc", 0, NULL) != 0) fail("mount /proc");
}

// Returns the listener of a filter that asks about every call. The descriptor closes on exec.
static int filter(void) {
    struct sock_filter ask[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)};
    struct sock_fprog program = {1, ask};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

struct started start(enum place place, char **command) {
    // The command cannot send its listener: the filter would ask about the sending, too.
    volatile int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) fail("mmap");
    *shared = -1;
    if (place == PID_1 && unshare(CLONE_NEWPID) != 0) fail("unshare");
    struct started started = {.pid = fork()};
    if (started.pid == -1) fail("fork");
    if (started.pid == 0) {
        if (place == PID_1) own_proc();
        // The namespace ends with the injector.
        if (prctl(PR_SET_PDEATHSIG, 9) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("prctl");
        // A signal to the whole process group must not reach the sweep. Containers start so, too.
        if (setsid() == -1) fail("setsid");
        // From here to the exec this process makes no call but those.
        *shared = filter();
        execv(command[0], command);
        fail(command[0]);
    }
    started.pidfd = syscall(SYS_pidfd_open, started.pid, 0);
    if (started.pidfd == -1) fail("pidfd_open");
    while (*shared == -1) sched_yield();
    started.listener = syscall(SYS_pidfd_getfd, started.pidfd, *shared, 0);
    if (started.listener == -1) fail("pidfd_getfd");
    return started;
}
