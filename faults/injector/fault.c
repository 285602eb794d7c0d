// What happens to a system call that is to fail.

#define _GNU_SOURCE
#include "fault.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

struct fault unpack(uint64_t packed) {
    return (struct fault){
        .call = packed & 0xfff,
        .nth = packed >> 12 & 0xffff,
        .action = packed >> 28 & 0xfff,
        .lasting = packed >> 40 & 1,
        .whole = packed >> 41 & 1,
    };
}

// Node reads pipes and writes to descriptors of its own in the same thread. The files of /proc are
// those of the package.
static bool takes_file(int call) {
    switch (call) {
    case SYS_read:
    case SYS_pread64:
    case SYS_write:
    case SYS_close:
    case SYS_fstat:
    case SYS_lseek:
    case SYS_ioctl:
        return true;
    default:
        return false;
    }
}

static bool is_of_proc(pid_t pid, int fd) {
    char path[64], target[8] = "";
    snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
    return readlink(path, target, sizeof target - 1) > 0 && strncmp(target, "/proc/", 6) == 0;
}

bool counts(const struct fault *fault, const struct seccomp_notif *asked) {
    const struct seccomp_data *call = &asked->data;
    if (fault->whole) return true;
    if (takes_file(call->nr)) return is_of_proc(asked->pid, call->args[0]);
    // libuv waits for its own children with this one flag (uv__wait_children). The package never
    // does: it asks for the children of one thread, or of all.
    return call->nr != SYS_wait4 || call->args[2] != WNOHANG;
}

// Reads one byte in place of the thread.
static bool read_one_byte(const struct seccomp_notif *asked, struct seccomp_notif_resp *answer) {
    const __u64 *args = asked->data.args;
    int pidfd = syscall(SYS_pidfd_open, asked->pid, 0);
    int file = syscall(SYS_pidfd_getfd, pidfd, args[0], 0);
    char byte;
    ssize_t length = asked->data.nr == SYS_read ? read(file, &byte, 1) : pread(file, &byte, 1, args[3]);
    close(file);
    close(pidfd);
    if (length < 0 || args[2] < 2) return false;
    struct iovec from = {&byte, length}, to = {(void *)args[1], length};
    if (length == 1 && process_vm_writev(asked->pid, &from, 1, &to, 1, 0) != 1) return false;
    answer->val = length;
    return true;
}

bool inject(const struct fault *fault, const struct seccomp_notif *asked, struct seccomp_notif_resp *answer) {
    switch (fault->action) {
    case KILL:
        kill(asked->pid, SIGKILL);
        return true;
    case SHORT:
        if (!read_one_byte(asked, answer)) return false;
        break;
    default:
        answer->error = -fault->action;
    }
    answer->flags = 0;
    return true;
}
