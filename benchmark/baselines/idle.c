// idle LIVING: the one system call of an idle reap(), with LIVING living children. Measures once for
// each line on stdin.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CALLS = 20000 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    pid_t parent = getpid();
    for (int i = 0; i < atoi(argv[1]); i++) {
        pid_t pid = fork();
        if (pid == -1) return 1;
        if (pid > 0) continue;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent) pause();
        _exit(1);
    }
    struct rusage usage;
    int options = WEXITED | WNOHANG | WNOWAIT | __WNOTHREAD;
    while (getchar() != EOF) {
        double start = now();
        for (int i = 0; i < CALLS; i++) syscall(SYS_waitid, P_ALL, 0, NULL, options, &usage);
        printf("{\"ns\": %.1f}\n", (now() - start) / CALLS);
        fflush(stdout);
    }
}
