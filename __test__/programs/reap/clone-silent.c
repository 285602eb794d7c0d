// A child whose end raises no SIGCHLD, as an addon with its own way of waiting makes it.

#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

static int child(void *unused) {
    (void)unused;
    _exit(9);
}

// Returns the PID of a child that is already a zombie.
int clone_silently(void) {
    static char stack[65536];
    siginfo_t info;
    pid_t pid = clone(child, stack + sizeof stack, CLONE_VFORK, NULL);
    waitid(P_PID, pid, &info, WEXITED | WNOWAIT | __WALL);
    return pid;
}
