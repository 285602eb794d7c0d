#!/bin/sh
# /init of a machine's initramfs. Mounts this machine's files below a tmpfs: the tests find the same
# Node, compiler and tools, and change nothing here. Then zombie-init becomes PID 1 and runs the
# second half of this script. The file /job has the variables: see initramfs.js.
set -e

enter() {
  . /job
  mkdir -p /proc /lower /upper /new
  mount -t proc proc /proc
  for module in $MODULES; do insmod "$module"; done
  mount -t "$TYPE" -o "ro,$ROOT" root /lower
  mount -t tmpfs -o mode=755 tmpfs /upper
  mkdir /upper/files /upper/work
  mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work overlay /new
  cd /new
  mount --move /proc proc
  mount -t sysfs sysfs sys
  mount -t devtmpfs devtmpfs dev
  mkdir dev/pts dev/shm
  mount -t devpts devpts dev/pts
  mount -t tmpfs -o mode=1777 tmpfs dev/shm
  mount -t tmpfs -o mode=1777 tmpfs tmp
  mount -t tmpfs -o mode=755 tmpfs run
  ln -s /proc/self/fd dev/fd
  # No controller is in use yet, so cgroup v2 gets all of them.
  mount -t cgroup2 cgroup2 sys/fs/cgroup
  echo +pids >sys/fs/cgroup/cgroup.subtree_control
  mount -t "$TYPE" -o "$RESULTS" results mnt
  ip link set lo up
  cp /bin/busybox /init /job run
  exec switch_root /new "$CHECKOUT/zombie-init" -- /run/busybox sh /run/init tests
}

tests() {
  . /run/job
  cd "$CHECKOUT"
  # The command has blanks between its arguments, and none in them. No name in it is a pattern.
  set -f
  $COMMAND >/mnt/output 2>&1 </dev/null || true
  /run/busybox poweroff -f
}

if [ "${1:-}" = tests ]; then tests; else enter; fi
