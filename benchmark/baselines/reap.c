// reap ZOMBIES LIVING: the loop of an init, waitpid(-1, WNOHANG) until no zombie is left, with
// ZOMBIES zombies and LIVING living children. Measures once for each line on stdin.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t make_living(pid_t parent) {
    pid_t pid = fork();
    if (pid != 0) return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent) pause();
    _exit(1);
}

// Makes a zombie like makeZombie(): without a copy of the memory map, and dead on return.
static void make_zombie(void) {
    pid_t pid = vfork();
    if (pid == 0) _exit(0);
    siginfo_t info;
    if (pid == -1 || waitid(P_PID, pid, &info, WEXITED | WNOWAIT) == -1) exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int zombies = atoi(argv[1]), living = atoi(argv[2]);
    pid_t *children = calloc(living, sizeof *children), parent = getpid();
    for (int i = 0; i < living; i++) {
        if ((children[i] = make_living(parent)) == -1) return 1;
    }

    while (getchar() != EOF) {
        for (int i = 0; i < zombies; i++) make_zombie();
        int taken = 0, status;
        double start = now();
        while (waitpid(-1, &status, WNOHANG) > 0) taken++;
        double end = now();
        if (taken != zombies) return 1;
        printf("{\"ns\": %.0f}\n", end - start);
        fflush(stdout);
    }

    for (int i = 0; i < living; i++) {
        kill(children[i], SIGKILL);
        waitpid(children[i], NULL, 0);
    }
}
