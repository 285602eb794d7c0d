// Makes one system call of one thread fail, and counts the calls of that thread.
//
//   inject below|pid-1 1|2 FAULT COMMAND [ARGS]
//
// The second argument says whose calls fail: those of the command, or those of its first child up
// to the exec. FAULT is a fault (see fault.h) to begin with. 0 means that the command itself says
// when a fault begins and ends. It does that by a read of the descriptor LINE, which nobody has:
//
//   pread64(LINE, ..., fault)    from here on the calls count, and the fault is in force
//   pread64(LINE, counts, 0)     the end; writes how often each call was made, and returns how
//                                often the fault has struck
//
// A process below the command may wait until the command has nothing to do, by the same read:
//
//   pread64(LINE, ..., sleeps)   returns when the command has begun to sleep more often than that,
//                                and how often; DEAF is set when it sleeps in a wait for children
//
// Prints the result as JSON to the descriptor 3.

#define _GNU_SOURCE
#include "fault.h"
#include "start.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LINE 0x7fffff00
#define DEAF (1 << 30)

// Linux 6.6 has these, the headers of Debian 12 do not.
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1
#endif

// In seconds. Only a defect takes this long.
#define HANG 300

// More calls than this in one scenario are a loop without end. A scenario makes some hundred.
#define SPIN 200000

static struct started started;
static int whose;
static struct fault fault;
static uint64_t last;
static bool is_begun;
static unsigned struck, made[CALLS], all_made, sleeps;
static const char *end = "ended";
static time_t deadline;
static pid_t target;
static bool is_deaf;

// A process that waits for the next sleep of the command.
static struct {
    __u64 id, sleeps;
    bool is_there;
} waiting;

// In seconds, on a clock that nobody sets.
static time_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static void begin(uint64_t packed) {
    last = packed;
    fault = unpack(packed);
    is_begun = true;
    struck = all_made = 0;
    memset(made, 0, sizeof made);
    deadline = now() + HANG;
}

static void stop(const char *why) {
    end = why;
    kill(started.pid, SIGKILL);
}

static void say_sleeps(__u64 id) {
    struct seccomp_notif_resp answer = {.id = id, .val = sleeps | (is_deaf ? DEAF : 0)};
    ioctl(started.listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

// Answers a read of LINE. Returns false when the answer comes later.
static bool answer_line(const struct seccomp_notif *asked, struct seccomp_notif_resp *answer) {
    const __u64 *args = asked->data.args;
    answer->flags = 0;
    if ((pid_t)asked->pid != started.pid) {
        waiting.id = asked->id, waiting.sleeps = args[3], waiting.is_there = true;
        if (sleeps <= waiting.sleeps) return false;
        waiting.is_there = false;
        answer->val = sleeps | (is_deaf ? DEAF : 0);
    } else if (args[3] != 0) {
        begin(args[3]);
    } else {
        is_begun = false;
        struct iovec from = {made, sizeof made}, to = {(void *)args[1], args[2]};
        process_vm_writev(asked->pid, &from, 1, &to, 1, 0);
        answer->val = struck;
    }
    return true;
}

// Whether the init waits without an end: for signals, or for children where it hears no signals.
static bool is_sleep(const struct seccomp_data *call) {
    return (call->nr == SYS_rt_sigtimedwait && call->args[2] == 0) ||
           (call->nr == SYS_wait4 && (call->args[2] & WNOHANG) == 0);
}

static void count(const struct seccomp_notif *asked, struct seccomp_notif_resp *answer) {
    unsigned call = asked->data.nr;
    if (call >= CALLS || !counts(&fault, asked)) return;
    made[call]++;
    if (++all_made > SPIN) stop("spin");
    bool strikes = fault.nth != 0 && (int)call == fault.call &&
                   (made[call] == fault.nth || (fault.lasting && made[call] > fault.nth));
    if (strikes && inject(&fault, asked, answer)) {
        struck++;
        return;
    }
    if (is_sleep(&asked->data)) {
        sleeps++;
        is_deaf = call == SYS_wait4;
        if (waiting.is_there && sleeps > waiting.sleeps) {
            waiting.is_there = false;
            say_sleeps(waiting.id);
        }
    }
    // After the exec the calls are those of the program.
    if (call == SYS_execve) is_begun = false;
}

// Answers one call. Returns false when no call was there.
static bool answer_one(void) {
    struct seccomp_notif asked = {0};
    if (ioctl(started.listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return false;
    struct seccomp_notif_resp answer = {.id = asked.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    static bool is_first_exec = true;
    bool is_own = (pid_t)asked.pid == started.pid;
    if (!is_own && target == 0 && whose == 2) target = asked.pid;
    if (is_own && is_first_exec) {
        // The exec of the command is that of the injector.
        if (asked.data.nr == SYS_execve) is_first_exec = false;
    } else if (asked.data.nr == SYS_pread64 && (int)asked.data.args[0] == LINE) {
        if (!answer_line(&asked, &answer)) return true;
    } else if (is_begun && (pid_t)asked.pid == target) {
        count(&asked, &answer);
    }
    ioctl(started.listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    return true;
}

// Kills what the command has left behind. Returns how many processes and zombies that were.
static int clear(void) {
    int left = 0;
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid == -1) return left;
        if (pid > 0) {
            left++;
            continue;
        }
        FILE *list = fopen("/proc/thread-self/children", "r");
        while (list != NULL && fscanf(list, "%d", &pid) == 1) kill(pid, SIGKILL);
        if (list != NULL) fclose(list);
    }
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    // The injector ends with the sweep, and the command with the injector.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) fail("prctl");
    whose = atoi(argv[2]);
    uint64_t first = strtoull(argv[3], NULL, 10);
    started = start(strcmp(argv[1], "pid-1") == 0 ? PID_1 : BELOW, argv + 4);
    target = whose == 1 ? started.pid : 0;
    // A command and the injector hand over to one another at every call.
    ioctl(started.listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    deadline = now() + HANG;
    if (first != 0) begin(first);

    struct pollfd polls[] = {{started.listener, POLLIN, 0}, {started.pidfd, POLLIN, 0}};
    while (polls[1].revents == 0) {
        if (poll(polls, 2, 1000) == -1 && errno != EINTR) fail("poll");
        if (polls[0].revents & POLLIN) answer_one();
        if (now() > deadline && strcmp(end, "ended") == 0) stop("hang");
    }
    int status = 0;
    while (waitpid(started.pid, &status, 0) == -1 && errno == EINTR) {}
    close(started.listener);
    int left = clear();

    dprintf(3, "{\"end\":\"%s\",\"code\":%d,\"signal\":%d,\"struck\":%u,\"left\":%d,\"last\":\"%llu\",\"made\":{", end,
            WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0, struck, left,
            (unsigned long long)last);
    const char *comma = "";
    for (int call = 0; call < CALLS; call++) {
        if (made[call] == 0) continue;
        dprintf(3, "%s\"%d\":%u", comma, call, made[call]);
        comma = ",";
    }
    dprintf(3, "}}\n");
    return 0;
}
