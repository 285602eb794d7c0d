#!/usr/bin/env bash
# Downloads packages of Debian 13 into the working directory, whichever Debian this machine has and for whichever
# processor it is:
#
#   scripts/debs.sh STATE PACKAGE:ARCHITECTURE...
#
# with an apt of its own, which neither reads nor changes what is installed; STATE is the folder for its lists. An older
# Debian would not do: the musl 1.2.3 of Debian 12 crashes on Node, and its qemu 7.2 knows no PR_SET_CHILD_SUBREAPER.
set -euo pipefail

state=$(realpath -m "$1")
shift

keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e $keys ] || { echo "$keys is missing: apt-get install debian-archive-keyring" >&2; exit 1; }

apt() {
  apt-get -qq -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State="$state" -o Dir::State::status=/dev/null -o Dir::Cache="$state" \
    -o APT::Architectures=amd64,arm64 -o APT::Sandbox::User=root -o Acquire::Languages=none \
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}

mkdir -p "$state"/{lists,archives}/partial
# From where this machine has its own packages.
site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
[ -n "$site" ] || { echo 'apt names no source of Debian packages: see sources.list(5)' >&2; exit 1; }
echo "deb [signed-by=$keys] $site trixie main" >"$state/sources.list"
apt update
apt download "$@"
