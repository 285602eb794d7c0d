// orphans: lets orphans die without end, in groups, until its stdin ends. Prints a line with the
// number of orphans whenever the reaper above has reaped a whole group. Ends when no orphan is left.
//
// An orphan whose PID is a multiple of 8 dies of SIGUSR1. Each other orphan exits with a code
// that its PID tells, so the reaper above can check the status.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GROUPS = 32, ORPHANS = 64 };

// Returns the PID of the launcher, which is the id of the group.
static pid_t start_group(int has_session) {
    pid_t launcher = fork();
    if (launcher < 0) return -1;
    if (launcher == 0) {
        // An orphan of another session needs no quarantine.
        if (has_session ? setsid() < 0 : setpgid(0, 0) != 0) _exit(1);
        for (int i = 0; i < ORPHANS; i++) {
            pid_t pid = vfork();
            if (pid < 0) _exit(1);
            if (pid > 0) continue;
            if (getpid() % 8 == 0) kill(getpid(), SIGUSR1);
            _exit(100 + getpid() % 100);
        }
        // The orphans are zombies by now, or about to be.
        _exit(0);
    }
    int status;
    if (waitpid(launcher, &status, 0) != launcher || status != 0) return -1;
    return launcher;
}

// A process group exists until its last zombie is reaped.
static int is_gone(pid_t group) {
    return kill(-group, 0) != 0 && errno == ESRCH;
}

int main(void) {
    pid_t groups[GROUPS] = {0};
    long started = 0, gone = 0;
    for (int has_ended = 0; !has_ended || gone < started;) {
        int has_news = 0;
        for (int i = 0; i < GROUPS; i++) {
            if (groups[i] != 0) {
                if (!is_gone(groups[i])) continue;
                groups[i] = 0;
                gone++;
                has_news = 1;
                printf("%ld\n", gone * ORPHANS);
                fflush(stdout);
            }
            if (has_ended) continue;
            groups[i] = start_group(started % 2);
            if (groups[i] < 0) return 1;
            started++;
            has_news = 1;
        }
        // Looks at its input only now, so it starts some groups however late it runs.
        struct pollfd input = {.fd = 0, .events = POLLIN};
        if (poll(&input, 1, 0) > 0) has_ended = 1;
        if (!has_news) usleep(500);
    }
    return 0;
}
