#!/usr/bin/env bash
# Downloads packages of Debian 13 into the working directory. The Debian version and the processor
# of this machine do not matter:
#
#   [DEBIAN=RELEASE] scripts/debs.sh STATE PACKAGE:ARCHITECTURE...
#
# PACKAGE:source is the source of a package. DEBIAN names another release, for kernels, and for
# programs that run with the libraries of this machine.
#
# STATE is the folder for the lists of a separate apt, which neither reads nor changes the installed
# packages. An older Debian does not work: the musl 1.2.3 of Debian 12 crashes on Node, and its qemu
# 7.2 does not know PR_SET_CHILD_SUBREAPER.
set -euo pipefail

state=$(realpath -m "$1")
shift

keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e $keys ] || { echo "$keys is missing. Run: apt-get install debian-archive-keyring" >&2; exit 1; }

apt() {
  apt-get -qq -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State="$state" -o Dir::State::status=/dev/null -o Dir::Cache="$state" \
    -o APT::Architectures=amd64,arm64 -o APT::Sandbox::User=root -o Acquire::Languages=none \
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}

mkdir -p "$state"/{lists,archives}/partial
# The mirror that this machine uses for its own packages.
site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
[ -n "$site" ] || { echo 'apt has no source of Debian packages. Add one: see sources.list(5)' >&2; exit 1; }

binaries=() sources=() types=(deb)
for package in "$@"; do
  case $package in
    *:source) sources+=("${package%:source}") ;;
    *) binaries+=("$package") ;;
  esac
done
# The list of all sources is larger than that of all packages.
((${#sources[@]} == 0)) || types+=(deb-src)

for type in "${types[@]}"; do
  echo "$type [signed-by=$keys] $site ${DEBIAN:-trixie} main"
done >"$state/sources.list"
apt update
((${#binaries[@]} == 0)) || apt download "${binaries[@]}"
((${#sources[@]} == 0)) || apt source --download-only "${sources[@]}"
