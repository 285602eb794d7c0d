// The program below zombie-init. Ends with code 7 when it has seen what it promises, and prints it.
//
//   program orphans   three orphans, one after the other, each of which the init must reap
//   program signals   three signals to the init, which it must pass on
//   program stops     stops itself, and is continued by a process of its own
//   program deaf-ears does not end on SIGTERM: sends one to the init, and waits

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// See inject.c.
#define LINE 0x7fffff00
#define DEAF (1 << 30)

// Waits until the init has begun to sleep more often than that. Returns how often.
static long slept(long sleeps) {
    char unused;
    return syscall(SYS_pread64, LINE, &unused, 1, sleeps);
}

// Makes an orphan that ends when the init has adopted it. Returns its PID.
static pid_t orphan(void) {
    int adopted[2], told[2];
    if (pipe(adopted) != 0 || pipe(told) != 0) exit(2);
    pid_t middle = fork();
    if (middle == 0) {
        pid_t child = fork();
        if (child == 0) {
            char unused;
            close(adopted[1]);
            // The parent has the other end until the middle process is gone.
            if (read(adopted[0], &unused, 1) != 0) _exit(3);
            _exit(0);
        }
        if (write(told[1], &child, sizeof child) != sizeof child) _exit(2);
        _exit(0);
    }
    pid_t pid;
    if (read(told[0], &pid, sizeof pid) != sizeof pid) exit(2);
    while (waitpid(middle, NULL, 0) == -1 && errno == EINTR) {}
    for (int i = 0; i < 2; i++) close(told[i]), close(adopted[i]);
    return pid;
}

static void orphans(void) {
    long sleeps = slept(0) & ~DEAF;
    for (int i = 0; i < 3; i++) {
        pid_t pid = orphan();
        while (kill(pid, 0) == 0) sleeps = slept(sleeps) & ~DEAF;
        printf("reaped\n");
    }
}

static void signals(void) {
    static const int numbers[] = {SIGUSR1, SIGUSR2, SIGTERM};
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < 3; i++) sigaddset(&set, numbers[i]);
    sigprocmask(SIG_BLOCK, &set, NULL);
    long sleeps = slept(0);
    for (int i = 0; i < 3 && !(sleeps & DEAF); i++) {
        // The second one has a value, and the init queues it.
        union sigval value = {.sival_int = 42};
        if (i == 1) sigqueue(getppid(), numbers[i], value);
        else kill(getppid(), numbers[i]);
        sleeps = slept(sleeps);
        struct timespec now = {0};
        siginfo_t info;
        if (sigtimedwait(&set, &info, &now) > 0) printf("%s\n", sigabbrev_np(info.si_signo));
    }
}

static void stops(void) {
    long sleeps = slept(0) & ~DEAF;
    pid_t helper = fork();
    if (helper == 0) {
        slept(sleeps);
        kill(getppid(), SIGCONT);
        _exit(0);
    }
    raise(SIGSTOP);
    waitpid(helper, NULL, 0);
    printf("continued\n");
}

static void deaf_ears(void) {
    signal(SIGTERM, SIG_IGN);
    long sleeps = slept(0);
    kill(getppid(), SIGTERM);
    // An init that hears no signals kills nobody.
    while (!(sleeps & DEAF)) sleeps = slept(sleeps);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    if (strcmp(argv[1], "orphans") == 0) orphans();
    if (strcmp(argv[1], "signals") == 0) signals();
    if (strcmp(argv[1], "stops") == 0) stops();
    if (strcmp(argv[1], "deaf-ears") == 0) deaf_ears();
    fflush(stdout);
    return 7;
}
