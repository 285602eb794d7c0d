// Becomes a command, and ends it with a signal in the middle of its work.
//
//   kill-at SIGNAL N COMMAND [ARGS]
//
// A stop is the entry to a system call of the main thread, or the return from it. The signal comes
// at the Nth stop after the first fork. The return from that fork is the first stop.
//
// The tracer is neither parent nor child of the command, and its environment is empty, so that no
// job takes it for a member.

#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Whether the main thread has just started a process, and not a thread.
static int is_fork(pid_t pid) {
    static int starts;
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) <= 0) return 0;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        starts = info.entry.nr == SYS_clone && !(info.entry.args[0] & CLONE_THREAD);
#ifdef SYS_vfork
        starts |= info.entry.nr == SYS_vfork || info.entry.nr == SYS_fork;
#endif
        return 0;
    }
    return starts;
}

static int trace(pid_t pid, int signal, int n) {
    int status, stops = 0;
    if (ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC) != 0 ||
        ptrace(PTRACE_INTERRUPT, pid, 0, 0) != 0)
        return perror("ptrace"), 1;
    close(0);
    while (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status)) {
        int stop = WSTOPSIG(status), event = status >> 16;
        if (stop == (SIGTRAP | 0x80)) {
            if (stops > 0 || is_fork(pid)) stops++;
            if (stops == n) {
                kill(pid, signal);
                ptrace(PTRACE_DETACH, pid, 0, 0);
                return 0;
            }
            stop = 0;
        } else if (event == PTRACE_EVENT_STOP && stop != SIGTRAP) {
            ptrace(PTRACE_LISTEN, pid, 0, 0);
            continue;
        } else if (event != 0) {
            stop = 0;
        }
        ptrace(PTRACE_SYSCALL, pid, 0, stop);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "--trace") == 0)
        return trace(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
    int gate[2];
    char byte, pid[16];
    if (argc < 4 || pipe(gate) != 0) return 2;
    snprintf(pid, sizeof pid, "%d", getpid());
    pid_t launcher = fork();
    if (launcher == 0) {
        if (fork() != 0) _exit(0);
        setsid();
        // The command waits until the last copy of this end is closed.
        dup2(gate[1], 0);
        close(gate[0]);
        close(gate[1]);
        execve("/proc/self/exe",
               (char *[]){argv[0], "--trace", pid, argv[1], argv[2], NULL}, (char *[]){NULL});
        _exit(127);
    }
    waitpid(launcher, NULL, 0);
    close(gate[1]);
    while (read(gate[0], &byte, 1) < 0 && errno == EINTR) {}
    close(gate[0]);
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    return 127;
}
