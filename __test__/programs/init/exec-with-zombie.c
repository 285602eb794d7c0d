// Becomes a program that has a zombie from the start. No SIGCHLD tells the program of the zombie.
//
//   exec-with-zombie PROGRAM ARGS

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    siginfo_t info;
    if (argc < 2) return 2;
    if (fork() == 0) _exit(0);
    if (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) != 0) return perror("waitid"), 1;
    execvp(argv[1], argv + 1);
    return perror(argv[1]), 1;
}
