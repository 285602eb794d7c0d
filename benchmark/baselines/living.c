// living PARENT: a child that does nothing until somebody kills it or its parent dies.
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have died before the call of prctl(), which then sends no signal.
    if (getppid() != atoi(argv[1])) return 1;
    pause();
}
