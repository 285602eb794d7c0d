#!/usr/bin/env bash
# Publishes the tarballs of this version, the main package last: when it can be installed, what it depends on
# can be too. Whatever an earlier try has published is left as it is.
set -euo pipefail
cd "$(dirname "$0")/../artifacts/packages"
version=$1

packages=(zombie-reaper-linux-{x64,arm64}-{gnu,musl} zombie-reaper)

# Before anything is published.
for package in "${packages[@]}"; do
  if [[ ! -f $package-$version.tgz ]]; then
    echo "There is no $package-$version.tgz: the tag must be v and the version of package.json" >&2
    exit 1
  fi
done

# A prerelease is not what `npm install` should give.
tag=latest
if [[ $version == *-* ]]; then tag=next; fi

for package in "${packages[@]}"; do
  if [[ $(npm view "$package@$version" version 2>/dev/null || true) == "$version" ]]; then
    echo "$package@$version is published already"
  else
    npm publish "./$package-$version.tgz" --provenance --access public --tag "$tag"
  fi
done
