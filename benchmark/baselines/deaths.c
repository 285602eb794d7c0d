// Lets RATE orphans die each second, in bursts of a few, until its parent dies.
//
//   deaths RATE
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    long gap = 1000000000L / atoi(argv[1]);
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (;;) {
        pid_t parent = vfork();
        if (parent == 0) {
            if (vfork() == 0) _exit(0);
            _exit(0);
        }
        waitpid(parent, NULL, 0);
        next.tv_nsec += gap;
        if (next.tv_nsec >= 1000000000L) {
            next.tv_nsec -= 1000000000L;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}
