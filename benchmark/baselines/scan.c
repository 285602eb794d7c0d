// Finds zombies as ps does: reads /proc/PID/stat of each process, and /proc/PID/status of each
// zombie. Scans once for each line on stdin, and answers the duration as JSON: {"ns": 123}.

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char text[4096];

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static ssize_t slurp(const char *pid, const char *file) {
    char path[512];
    snprintf(path, sizeof path, "/proc/%s/%s", pid, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length >= 0) text[length] = 0;
    return length;
}

static long scan(void) {
    long sum = 0;
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    while ((entry = readdir(proc)) != NULL) {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
        if (slurp(entry->d_name, "stat") < 0) continue;
        char *field = strrchr(text, ')') + 2;
        char state = *field++;
        for (int i = 0; i < 21; i++) sum += strtol(field, &field, 10);
        if (state == 'Z' && slurp(entry->d_name, "status") > 0) {
            char *tracer = strstr(text, "TracerPid:");
            if (tracer != NULL) sum += atoi(tracer + 10);
        }
    }
    closedir(proc);
    return sum;
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    volatile long kept;
    while (getline(&line, &size, stdin) > 0) {
        long start = now();
        kept = scan();
        printf("{\"ns\": %ld}\n", now() - start);
        fflush(stdout);
    }
    (void)kept;
    return 0;
}
