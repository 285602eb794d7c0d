// beside-crowd LIVING ZOMBIES COMMAND [ARGS]: has LIVING children that sleep and ZOMBIES zombies, which it
// does not reap while COMMAND runs. Ends them after COMMAND.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// The children sleep until the other end of the pipe is closed, which only this process has.
static void start_living(int living, const int pipe[2]) {
    for (int i = 0; i < living; i++) {
        pid_t pid = fork();
        if (pid < 0) exit(1);
        if (pid > 0) continue;
        char byte;
        close(pipe[1]);
        _exit(read(pipe[0], &byte, 1) != 0);
    }
}

int main(int argc, char **argv) {
    int death[2], status;
    if (argc < 4 || pipe(death) != 0) return 2;
    start_living(atoi(argv[1]), death);
    for (int i = 0; i < atoi(argv[2]); i++) {
        pid_t pid = vfork();
        if (pid < 0) return 1;
        if (pid == 0) _exit(0);
    }
    pid_t command = fork();
    if (command == 0) {
        close(death[0]);
        close(death[1]);
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    if (waitpid(command, &status, 0) != command) return 1;
    close(death[1]);
    while (wait(NULL) > 0) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
