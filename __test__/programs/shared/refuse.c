// Runs a command under a seccomp filter that makes one system call fail with EPERM.
//
//   refuse subreaper COMMAND [ARGS]        prctl(PR_SET_CHILD_SUBREAPER), as on AWS Lambda
//   refuse rt_sigtimedwait COMMAND [ARGS]
//   refuse wait4 COMMAND [ARGS]
//   refuse waitid COMMAND [ARGS]

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static struct sock_filter subreaper[] = {
    LOAD(nr), SKIP_UNLESS(SYS_prctl, 3), LOAD(args[0]), SKIP_UNLESS(PR_SET_CHILD_SUBREAPER, 1), REFUSE, ALLOW,
};
static struct sock_filter rt_sigtimedwait[] = {LOAD(nr), SKIP_UNLESS(SYS_rt_sigtimedwait, 1), REFUSE, ALLOW};
static struct sock_filter wait4[] = {LOAD(nr), SKIP_UNLESS(SYS_wait4, 1), REFUSE, ALLOW};
static struct sock_filter waitid[] = {LOAD(nr), SKIP_UNLESS(SYS_waitid, 1), REFUSE, ALLOW};

int main(int argc, char **argv) {
    struct sock_fprog program = {sizeof subreaper / sizeof *subreaper, subreaper};
    if (argc < 3) return 2;
    if (strcmp(argv[1], "rt_sigtimedwait") == 0)
        program = (struct sock_fprog){sizeof rt_sigtimedwait / sizeof *rt_sigtimedwait, rt_sigtimedwait};
    if (strcmp(argv[1], "wait4") == 0) program = (struct sock_fprog){sizeof wait4 / sizeof *wait4, wait4};
    if (strcmp(argv[1], "waitid") == 0) program = (struct sock_fprog){sizeof waitid / sizeof *waitid, waitid};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("refuse");
        return 1;
    }
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    return 127;
}
