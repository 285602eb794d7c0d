// Becomes a program that starts with the given signals blocked and ignored. Each argument is a
// hexadecimal mask as in /proc/PID/status. Uses raw system calls: a libc reserves some signals.
//
//   start-with BLOCKED IGNORED PROGRAM ARGS

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

struct kernel_sigaction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    unsigned long blocked = strtoul(argv[1], 0, 16), ignored = strtoul(argv[2], 0, 16);
    for (int signal = 1; signal <= 64; signal++) {
        struct kernel_sigaction action = {ignored >> (signal - 1) & 1 ? SIG_IGN : SIG_DFL};
        syscall(SYS_rt_sigaction, signal, &action, 0, 8);
    }
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &blocked, 0, 8);
    execvp(argv[3], argv + 3);
    return perror(argv[3]), 1;
}
