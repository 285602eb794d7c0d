#!/usr/bin/env bash
# Puts the inits that zombie-init is compared with into FOLDER: the packages of this Debian, and Tini
# static with musl, which is in no distribution. They need not be installed.
#
#   benchmark/peers.sh FOLDER
set -euo pipefail

folder=$(realpath -m "$1")
debs=$(realpath "$(dirname "$0")/../scripts/debs.sh")
[ ! -e "$folder" ] || exit 0

# The programs use the libc of this machine, so its release is theirs.
. /etc/os-release
[ "$ID" = debian ] || { echo "the inits are packages of Debian, and this is ${PRETTY_NAME}" >&2; exit 1; }
packages=(tini dumb-init catatonit musl-dev)

partial=$folder.partial
rm -rf "$partial"
mkdir -p "$partial"
cd "$partial"
DEBIAN=$VERSION_CODENAME "$debs" "$folder.apt" \
  "${packages[@]/%/:$(dpkg --print-architecture)}" tini:source
for package in *.deb; do
  dpkg-deb --extract "$package" .
done

mkdir tini
tar --extract --file tini_*.orig.tar.gz --strip-components 1 --directory tini
version=$(sed -nE 's/^set \(tini_VERSION_\w+ ([0-9]+)\)/\1/p' tini/CMakeLists.txt | paste -sd .)
sed "s/@.*_GIT@//; s/@.*@/$version/" tini/src/tiniConfig.h.in >tini/src/tiniConfig.h

# As musl-gcc does, whose files are in /usr. The flags are those of Tini that make a difference.
libc=usr/lib/$(uname -m)-linux-musl
cc -std=gnu99 -O2 -fno-stack-protector -nostdinc -isystem "${libc/lib/include}" -nostdlib -static -s \
  -o tini-musl "$libc"/crt1.o "$libc"/crti.o tini/src/tini.c "$libc"/libc.a -lgcc "$libc"/crtn.o

mv "$partial" "$folder"
