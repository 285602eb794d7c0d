// crowd N: forks N children that wait on a pipe, and prints a line. All end when its stdin ends.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    int ends[2];
    if (pipe(ends) != 0) return 1;
    char byte;
    for (int left = atoi(argv[1]); left > 0; left--) {
        pid_t pid = fork();
        if (pid < 0) return 1;
        if (pid == 0) {
            close(ends[1]);
            // Returns when the parent has ended, however that ended.
            return read(ends[0], &byte, 1) == 0 ? 0 : 1;
        }
    }
    puts("ready");
    fflush(stdout);
    while (read(0, &byte, 1) > 0) continue;
    close(ends[1]);
    while (wait(NULL) > 0) continue;
}
