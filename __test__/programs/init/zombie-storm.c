// Lets one orphan die after another, with a pause after each. Prints "ready" when the storm runs,
// and the numbers of SIGWINCH and of signal 37 when they arrive. Ends with 7 once both have
// arrived.
//
//   zombie-storm MILLISECONDS

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    struct timespec pause = {.tv_nsec = atoi(argv[1]) * 1000000};
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGWINCH);
    sigaddset(&wanted, 37);
    sigprocmask(SIG_BLOCK, &wanted, 0);
    setvbuf(stdout, 0, _IOLBF, 0);
    for (int orphans = 1, arrived = 0; arrived < 2; orphans++) {
        pid_t parent = fork();
        // When its parent ends, the grandchild is a zombie or about to become one.
        if (parent == 0) _exit(fork() < 0);
        int status;
        if (waitpid(parent, &status, 0) != parent || status != 0) return 1;
        if (orphans == 50) puts("ready");
        int signal = sigtimedwait(&wanted, 0, &pause);
        if (signal < 0) continue;
        printf("%d\n", signal);
        arrived++;
    }
    return 7;
}
