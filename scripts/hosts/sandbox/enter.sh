#!/bin/sh
# enter.sh SANDBOX ARGUMENT COMMAND...: what `unshare` cannot do. Runs in a mount namespace.
set -e
sandbox=$1 argument=$2
shift 2

# layer FOLDER: the files of this machine, on which nothing that the tests write stays
layer() {
  mkdir -p "$1"
  mount -t tmpfs tmpfs "$1"
  mkdir "$1/upper" "$1/work" "$1/root"
  mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
}

case $sandbox in
hidepid)
  mount -t proc -o "hidepid=$argument" proc /proc
  exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
  ;;
pids)
  groups=/sys/fs/cgroup/pids
  [ -e $groups ] || groups=/sys/fs/cgroup
  group=$groups/zombie-reaper-hosts
  mkdir -p $group
  echo "$argument" >$group/pids.max
  # This shell stays outside the group, and removes it.
  sh -c 'echo 0 >"$0/cgroup.procs" && exec "$@"' $group "$@" || true
  rmdir $group
  ;;
runc)
  layer "$argument/layer"
  exec runc --root "$argument/state" run --bundle "$argument" "$(basename "$argument")"
  ;;
nspawn)
  layer /run/zombie-reaper-hosts
  exec systemd-nspawn --quiet --register=no --keep-unit --pipe --directory \
    /run/zombie-reaper-hosts/root --bind-ro "$argument" --chdir "$argument" -- "$@"
  ;;
esac
