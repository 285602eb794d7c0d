// Leaves ZOMBIES zombies to its init at once, prints "ready", and ends with 7 on SIGUSR1.
//
//   zombie-backlog ZOMBIES

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    sigprocmask(SIG_BLOCK, &wanted, 0);
    pid_t launcher = fork();
    if (launcher == 0) {
        for (int i = atoi(argv[1]); i > 0; i--) {
            siginfo_t info;
            pid_t pid = fork();
            if (pid == 0) _exit(0);
            if (pid < 0 || waitid(P_PID, pid, &info, WEXITED | WNOWAIT) != 0) _exit(1);
        }
        _exit(0);
    }
    int status;
    if (waitpid(launcher, &status, 0) != launcher || status != 0) return 1;
    puts("ready");
    fflush(stdout);
    int signal;
    sigwait(&wanted, &signal);
    return 7;
}
