// end CODE | -SIGNAL: ends so.
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    int end = atoi(argv[1]);
    if (end < 0) raise(-end);
    _exit(end);
}
