// A native addon that forks in a short-lived thread and waits in another thread. koffi loads it,
// and runs asynchronous calls in threads of their own.

#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static int gate[2];
static pid_t child;

static void *fork_here(void *code) {
    child = fork();
    if (child == 0) {
        char byte;
        close(gate[1]);
        // read() returns when the parent opens the gate, or ends.
        (void)!read(gate[0], &byte, 1);
        _exit(*(int *)code);
    }
    return NULL;
}

// Starts a child that exits with this code. The forking thread has ended when the call returns.
pid_t start_child(int code) {
    pthread_t thread;
    if (pipe(gate) != 0 || pthread_create(&thread, NULL, fork_here, &code) != 0) return -1;
    pthread_join(thread, NULL);
    return child;
}

void let_it_exit(void) {
    close(gate[0]);
    close(gate[1]);
}

// Blocks until the child has ended. Returns its exit code, or -1 if another waiter took the status.
int await_child(pid_t pid) {
    int status;
    while (waitpid(pid, &status, 0) == -1) {
        if (errno != EINTR) return -1;
    }
    return WEXITSTATUS(status);
}
