// Stands in for zombie-init: becomes valgrind, which runs zombie-init with the same arguments. A
// shell script would change the environment, the signals and the standard streams.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    // PIDs repeat in the namespaces of the tests, so the time is in the name of the log too.
    char log[4096];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(log, sizeof log, "--log-file=" LOGS "/%ld.%09ld.%%p", (long)now.tv_sec, now.tv_nsec);

    char *valgrind[] = {VALGRIND, "-q", "--vgdb=no", log, ZOMBIE_INIT};
    int count = sizeof valgrind / sizeof *valgrind;
    char **command = calloc(count + argc, sizeof *command);
    if (command == NULL) return 99;
    for (int i = 0; i < count; i++) command[i] = valgrind[i];
    for (int i = 1; i < argc; i++) command[count + i - 1] = argv[i];
    execv(VALGRIND, command);
    perror(VALGRIND);
    return 99;
}
