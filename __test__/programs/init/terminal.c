// Uses the terminal: prints "ready", each line that it reads, and "continued" after each SIGCONT.

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void on_continue(int signal) {
    (void)signal;
    if (write(1, "continued\n", 10) < 0) _exit(1);
}

int main(void) {
    char line[256];
    signal(SIGCONT, on_continue);
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        printf("read %s", line);
        fflush(stdout);
    }
    return 0;
}
