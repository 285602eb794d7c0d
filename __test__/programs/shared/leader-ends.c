// A process whose leader thread ends while another thread runs. ps shows a zombie, but the process
// lives.

#include <pthread.h>
#include <unistd.h>

static void *live_on(void *unused) {
    pause();
    return unused;
}

int main(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, live_on, NULL) != 0) return 1;
    pthread_exit(NULL);
}
