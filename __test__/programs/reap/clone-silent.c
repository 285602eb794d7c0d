// A child whose end is not told by SIGCHLD, as an addon makes it that waits in its own way.

#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

static int child(void *unused) {
    (void)unused;
    _exit(9);
}

// Its PID. It is a zombie on return.
int clone_silently(void) {
    static char stack[65536];
    siginfo_t info;
    pid_t pid = clone(child, stack + sizeof stack, CLONE_VFORK, NULL);
    waitid(P_PID, pid, &info, WEXITED | WNOWAIT | __WALL);
    return pid;
}
