// Queues a signal COUNT times, with the values 0, 1, 2 and so on.
//
//   queue-signals PID SIGNAL COUNT

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    for (int i = 0; i < atoi(argv[3]); i++) {
        union sigval value = {.sival_int = i};
        if (sigqueue(atoi(argv[1]), atoi(argv[2]), value) != 0) return perror("sigqueue"), 1;
    }
    return 0;
}
