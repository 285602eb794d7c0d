// Runs below the process that reaps (PID 1 or a subreaper). For each line on stdin it lets 500
// orphans die one by one, and measures how long each takes from death to reap. Answers one line of
// JSON with the percentile: {"ns": 123}.
//
//   orphans PERCENTILE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ORPHANS = 500 };

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

// Returns the PID of the orphan. The orphan dies when the gate is closed.
static pid_t start_orphan(int *gate) {
    int gates[2], pids[2];
    pid_t orphan;
    if (pipe(gates) != 0 || pipe(pids) != 0) exit(1);
    pid_t parent = fork();
    if (parent == 0) {
        orphan = fork();
        if (orphan == 0) {
            char byte;
            close(gates[1]);
            close(pids[0]);
            close(pids[1]);
            (void)!read(gates[0], &byte, 1);
            _exit(0);
        }
        (void)!write(pids[1], &orphan, sizeof orphan);
        _exit(0);
    }
    if (read(pids[0], &orphan, sizeof orphan) != sizeof orphan) exit(1);
    close(pids[0]);
    close(pids[1]);
    close(gates[0]);
    // The kernel reparents the orphan when its parent dies.
    waitpid(parent, NULL, 0);
    *gate = gates[1];
    return orphan;
}

static int compare(const void *a, const void *b) {
    long difference = *(const long *)a - *(const long *)b;
    return difference < 0 ? -1 : difference > 0;
}

int main(int argc, char **argv) {
    static long times[ORPHANS];
    char *line = NULL;
    size_t size = 0;
    if (argc != 2) return 2;
    while (getline(&line, &size, stdin) > 0) {
        for (int i = 0; i < ORPHANS; i++) {
            int gate;
            pid_t orphan = start_orphan(&gate);
            // Lets the reaping process go to sleep again: orphans usually die while it sleeps.
            usleep(300);
            long start = now();
            close(gate);
            // A single process polls. kill() succeeds for a zombie and fails for a reaped process.
            while (kill(orphan, 0) == 0) {}
            times[i] = now() - start;
        }
        qsort(times, ORPHANS, sizeof *times, compare);
        printf("{\"ns\": %ld}\n", times[(ORPHANS - 1) * atoi(argv[1]) / 100]);
        fflush(stdout);
    }
    return 0;
}
