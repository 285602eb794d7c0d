#!/bin/sh
# enter.sh LIBRARIES FORMAT COMMAND...
#
# Runs in its own mount namespace. Mounts the libraries over this machine's libraries, and registers
# the emulator for programs of the format, if there is one. Then becomes the command.
set -e
libraries=$1 format=$2
shift 2
mount -t overlay -o "lowerdir=$libraries:/usr/lib" overlay /usr/lib
if [ -n "$format" ]; then
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  printf %s "$format" >/proc/sys/fs/binfmt_misc/register
fi
exec "$@"
