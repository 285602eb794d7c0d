#pragma once

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// System calls have lower numbers than this.
#define CALLS 512

// A fault, packed into the 64 bits that the position of a pread64 holds.
//
//   bits  0 to 11  number of the system call
//   bits 12 to 27  which occurrence fails, from 1; 0 for none
//   bits 28 to 39  errno, or KILL or SHORT
//   bit  40        whether all later occurrences fail as well
//   bit  41        whether calls about other files than those of /proc count
//   bit  42        always 1, so that a fault is never 0
#define KILL 4000
#define SHORT 4001

struct fault {
    int call;
    unsigned nth;
    int action;
    bool lasting;
    bool whole;
};

struct fault unpack(uint64_t packed);

// Returns whether this call is one that counts: one of the package and not of Node itself.
bool counts(const struct fault *fault, const struct seccomp_notif *asked);

// Fills in the answer of a call that fails. Returns false when the call cannot fail in this way.
bool inject(const struct fault *fault, const struct seccomp_notif *asked, struct seccomp_notif_resp *answer);
