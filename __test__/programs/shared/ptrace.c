// Traced processes. Each prints a line when it is ready.
//
//   ptrace wait            lives until it is killed, and lets any process trace it
//   ptrace seize PID       traces that process until its standard input ends
//   ptrace traceme REAPER [COMMAND]
//                          waits until REAPER adopts it, and makes REAPER its tracer. Then stops,
//                          or execs COMMAND, which stops a traced process too.
//   ptrace own             starts a child and traces it from a thread, as debuggers do. Prints its
//                          PID, and never waits for it.

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <unistd.h>

static void ready(void) {
    puts("ready");
    fflush(stdout);
}

static void *trace(void *pid) {
    if (ptrace(PTRACE_SEIZE, *(pid_t *)pid, 0, 0) != 0) return perror("PTRACE_SEIZE"), NULL;
    printf("%d\n", *(pid_t *)pid);
    fflush(stdout);
    pause();
    return NULL;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "wait") == 0) {
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
        ready();
        pause();
    } else if (argc > 2 && strcmp(argv[1], "seize") == 0) {
        char byte;
        if (ptrace(PTRACE_SEIZE, atoi(argv[2]), 0, 0) != 0) return perror("PTRACE_SEIZE"), 1;
        ready();
        while (read(0, &byte, 1) > 0) {}
    } else if (argc > 2 && strcmp(argv[1], "traceme") == 0) {
        while (getppid() != atoi(argv[2])) usleep(1000);
        if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) return perror("PTRACE_TRACEME"), 1;
        ready();
        if (argc > 3) return execvp(argv[3], argv + 3), perror(argv[3]), 1;
        raise(SIGSTOP);
    } else if (argc > 1 && strcmp(argv[1], "own") == 0) {
        pthread_t thread;
        pid_t child = fork();
        if (child == 0) pause();
        if (pthread_create(&thread, NULL, trace, &child) != 0) return 1;
        pthread_join(thread, NULL);
    }
    return 0;
}
