// Takes signals and prints the number of each, and the value if sigqueue() sent the signal. Prints
// "ready" once every signal is blocked, so no later signal is lost. Ends on SIGQUIT.

#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    unsigned long all = ~0UL;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, 0, 8);
    setvbuf(stdout, 0, _IOLBF, 0);
    puts("ready");
    for (;;) {
        siginfo_t info;
        int signal = syscall(SYS_rt_sigtimedwait, &all, &info, 0, 8);
        if (signal < 0) continue;
        if (info.si_code == SI_QUEUE) printf("%d %d\n", signal, info.si_value.sival_int);
        else printf("%d\n", signal);
        if (signal == SIGQUIT) return 7;
    }
}
