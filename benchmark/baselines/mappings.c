// mappings COUNT: makes zombies with a bare vfork() and _exit(), in a process with COUNT mappings
// of memory. Measures once for each line on stdin.
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CALLS = 200 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static void make_zombie(void) {
    pid_t pid = vfork();
    if (pid == 0) _exit(0);
    siginfo_t info;
    if (pid == -1 || waitid(P_PID, pid, &info, WEXITED | WNOWAIT) == -1) exit(1);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    for (int i = 0; i < atoi(argv[1]); i++) {
        // The kernel merges neighbours with equal rights.
        int rights = i % 2 == 0 ? PROT_READ | PROT_WRITE : PROT_READ;
        if (mmap(NULL, 4096, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) return 1;
    }
    while (getchar() != EOF) {
        double start = now();
        for (int i = 0; i < CALLS; i++) make_zombie();
        printf("{\"ns\": %.0f}\n", (now() - start) / CALLS);
        fflush(stdout);
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
    }
}
