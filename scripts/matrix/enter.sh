#!/bin/sh
# enter.sh LIBRARIES FORMAT COMMAND...
#
# To be run in a mount namespace of its own: lays the libraries over this machine's, has the kernel
# start programs of the format with their emulator, if there is one, and becomes the command.
set -e
libraries=$1 format=$2
shift 2
mount -t overlay -o "lowerdir=$libraries:/usr/lib" overlay /usr/lib
if [ -n "$format" ]; then
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  printf %s "$format" >/proc/sys/fs/binfmt_misc/register
fi
exec "$@"
