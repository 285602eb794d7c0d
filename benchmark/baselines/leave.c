// leave COUNT: leaves COUNT living orphans behind.
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    for (int left = atoi(argv[1]); left > 0; left--) {
        pid_t pid = fork();
        if (pid < 0) return 1;
        if (pid == 0) for (;;) pause();
    }
    return 0;
}
