#pragma once

#include <sys/types.h>

// Where the command runs: below this process, or as PID 1 of a PID namespace with its own /proc.
enum place { BELOW, PID_1 };

// A command under a seccomp filter that asks this process about every system call.
struct started {
    pid_t pid;
    int pidfd;
    int listener;
};

struct started start(enum place place, char **command);
void fail(const char *what);
