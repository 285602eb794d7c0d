// init-orphans COUNT ROUNDS: the program of an init that is PID 1. In each round the init adopts
// COUNT orphans that wait on one pipe. The program lets all of them die at once and measures the
// time until the last orphan is reaped. Prints the median and the 99th percentile of the rounds,
// and the CPU time of the init.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static double cpu_of_init(void) {
    double ns = -1;
    FILE *file = fopen("/proc/1/schedstat", "r");
    if (file == NULL || fscanf(file, "%lf", &ns) != 1) exit(1);
    fclose(file);
    return ns;
}

static double orphans_round(int orphans) {
    int death[2], ready[2], status;
    if (pipe(death) != 0 || pipe(ready) != 0) exit(1);
    pid_t launcher = fork();
    if (launcher == 0) {
        setpgid(0, 0);
        for (int i = 0; i < orphans; i++) {
            pid_t pid = fork();
            if (pid < 0) _exit(1);
            if (pid > 0) continue;
            char byte = 0;
            close(death[1]);
            if (write(ready[1], &byte, 1) != 1) _exit(1);
            _exit(read(death[0], &byte, 1) != 0);
        }
        _exit(0);
    }
    if (waitpid(launcher, &status, 0) != launcher || status != 0) exit(1);
    char bytes[4096];
    for (int left = orphans; left > 0;) {
        ssize_t count = read(ready[0], bytes, sizeof bytes);
        if (count <= 0) exit(1);
        left -= count;
    }
    double start = now();
    close(death[1]);
    // A process group exists until its last zombie is reaped.
    while (kill(-launcher, 0) == 0 || errno != ESRCH) {
        if (orphans > 1) usleep(100);
        else sched_yield();
    }
    double end = now();
    close(death[0]);
    close(ready[0]);
    close(ready[1]);
    return end - start;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int orphans = atoi(argv[1]), rounds = atoi(argv[2]);
    double *times = calloc(rounds, sizeof *times), cpu = cpu_of_init();
    for (int i = 0; i < rounds; i++) times[i] = orphans_round(orphans);
    cpu = cpu_of_init() - cpu;
    qsort(times, rounds, sizeof *times, compare);
    printf("{\"p50\": %.0f, \"p99\": %.0f, \"cpu\": %.0f}\n", times[rounds / 2],
           times[rounds * 99 / 100], cpu);
}
