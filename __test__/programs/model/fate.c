// A chain of processes, each with a known end. Each process starts the next one, and waits for none.
//
//   fate END...
//
// END is e and an exit code, k and a signal that the process sends to itself, or w: the process
// waits until it is killed. With an s before END, the process leads a session of its own. Each
// process but the first prints its place among them and its PID. Nothing stays open that a reader would wait for.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static void end(const char *how) {
    int number = atoi(how + 1);
    if (*how == 'w') for (;;) pause();
    if (*how == 'k') kill(getpid(), number);
    _exit(number);
}

int main(int count, char **ends) {
    for (int i = 1; i < count; i++) {
        const char *how = ends[i];
        if (*how == 's') {
            setsid();
            how++;
        }
        if (i > 1) dprintf(1, "%d %d\n", i - 2, getpid());
        if (i + 1 < count && fork() == 0) continue;
        close(1);
        end(how);
    }
    return 255;
}
