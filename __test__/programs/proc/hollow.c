// A process that claims untouched memory as its command line and environment: zeroes, as many as it
// likes. This needs no privilege (prctl(2), PR_SET_MM_MAP).
//
//   hollow ARGUMENTS ENVIRONMENT   sizes in bytes; its name becomes "hollowed" when it is
//
// With sizes of 0 it looks like a process in the middle of an exec. SIGUSR1 lets it call exec, and
// then it has arguments and its first environment again.

#include <linux/prctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

extern char etext, edata;

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    sigset_t go;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);
    size_t arguments = strtoul(argv[1], NULL, 10), environment = strtoul(argv[2], NULL, 10);
    size_t length = arguments + environment + 1;
    char *memory = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return perror("mmap"), 1;
    unsigned long start = (unsigned long)memory, middle = start + arguments, brk = (unsigned long)sbrk(0);
    struct prctl_mm_map map = {
        .start_code = (unsigned long)&etext - 1,
        .end_code = (unsigned long)&etext,
        .start_data = (unsigned long)&edata,
        .end_data = (unsigned long)&edata,
        .start_brk = brk,
        .brk = brk,
        .start_stack = start,
        .arg_start = start,
        .arg_end = middle,
        .env_start = middle,
        .env_end = middle + environment,
        .exe_fd = -1,
    };
    if (prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof map, 0) != 0) return perror("PR_SET_MM_MAP"), 1;
    prctl(PR_SET_NAME, "hollowed");
    int number;
    sigwait(&go, &number);
    execlp("sleep", "sleep", "1000", NULL);
    return perror("sleep"), 1;
}
