#!/usr/bin/env bash
# Puts into FOLDER/bin the programs that check examples/observability:
#
#   scripts/observability-tools.sh FOLDER
#
# They are Prometheus, promtool and Docker Compose, as Debian 13 builds them. Unpacking the packages
# instead of installing them starts no service, and needs no dependency but the libc.
set -euo pipefail

debs=$(realpath "$(dirname "$0")/debs.sh")
folder=$(realpath -m "$1")
[ ! -e "$folder/bin" ] || exit 0

architecture=$(dpkg --print-architecture)
packages=(prometheus promtool docker-compose)
mkdir -p "$folder/debs" "$folder/unpacked"
cd "$folder/debs"
"$debs" "$folder/apt" "${packages[@]/%/:$architecture}"
for package in ./*.deb; do dpkg-deb --extract "$package" "$folder/unpacked"; done
# Comes last, and says that everything before has worked.
ln -s unpacked/usr/bin "$folder/bin"
