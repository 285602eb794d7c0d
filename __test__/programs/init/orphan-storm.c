// Runs below an init that is PID 1. Leaves ORPHANS orphans to the init, which all wait on one pipe.
// Lets all of them die at once, while SIGNALS real-time signals are queued to PID 1. Once the last
// orphan is reaped, prints how many of the signals arrived here, and whether in order.
//
//   orphan-storm ORPHANS SIGNALS

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(const char *what) {
    perror(what);
    return 1;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int orphans = atoi(argv[1]), signals = atoi(argv[2]), death[2], ready[2];
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGRTMIN + 5);
    sigprocmask(SIG_BLOCK, &wanted, 0);
    if (pipe(death) != 0 || pipe(ready) != 0) return fail("pipe");

    pid_t launcher = fork();
    if (launcher == 0) {
        setpgid(0, 0);
        for (int i = 0; i < orphans; i++) {
            pid_t pid = fork();
            if (pid < 0) _exit(fail("fork"));
            if (pid > 0) continue;
            char byte = 0;
            close(death[1]);
            if (write(ready[1], &byte, 1) != 1) _exit(1);
            _exit(read(death[0], &byte, 1) != 0);
        }
        _exit(0);
    }
    int status;
    if (waitpid(launcher, &status, 0) != launcher || status != 0) return fail("launcher");
    char bytes[4096];
    for (int left = orphans; left > 0;) {
        ssize_t count = read(ready[0], bytes, sizeof bytes);
        if (count <= 0) return fail("read");
        left -= count;
    }

    pid_t sender = fork();
    if (sender == 0) {
        close(death[1]);
        for (int i = 0; i < signals; i++) {
            union sigval value = {.sival_int = i};
            if (sigqueue(1, SIGRTMIN + 5, value) != 0) _exit(fail("sigqueue"));
        }
        _exit(0);
    }
    close(death[1]);
    int in_order = 1;
    for (int i = 0; i < signals; i++) {
        siginfo_t info;
        if (sigwaitinfo(&wanted, &info) < 0) return fail("sigwaitinfo");
        if (info.si_value.sival_int != i) in_order = 0;
    }
    if (waitpid(sender, &status, 0) != sender || status != 0) return fail("sender");
    // A process group exists until its last zombie is reaped.
    while (kill(-launcher, 0) == 0 || errno != ESRCH) usleep(1000);
    struct timespec none = {0};
    int too_many = sigtimedwait(&wanted, 0, &none) > 0;
    printf("{\"signals\":%d,\"inOrder\":%d,\"tooMany\":%d}\n", signals, in_order, too_many);
    return 0;
}
