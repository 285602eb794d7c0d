#!/usr/bin/env bash
# Publishes the tarballs of this version. The main package comes last, so users can install it only
# when its platform packages are there. A second run skips a package that npm already has, if npm has
# the same tarball.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1

list=$(node -p 'require("./scripts/targets").PACKAGES.join("\n")')
mapfile -t packages <<<"$list"
cd artifacts/packages

# Prints the hash that npm calls dist.integrity.
integrity() {
  node -p '"sha512-" + crypto.createHash("sha512").update(fs.readFileSync(process.argv[1])).digest("base64")' "$1"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Prints nothing when the registry does not have the package.
published_integrity() {
  npm view "$1" dist.integrity 2>"$log" && return
  if ! grep -q E404 "$log"; then
    cat "$log" >&2
    return 1
  fi
}

# Publishes nothing before every package has passed both checks.
missing=()
for package in "${packages[@]}"; do
  tarball=$package-$version.tgz
  if [[ ! -f $tarball ]]; then
    echo "There is no $tarball. Expected the tag to be v and the version of package.json." >&2
    exit 1
  fi
  published=$(published_integrity "$package@$version")
  if [[ -z $published ]]; then
    missing+=("$package")
  elif [[ $published == "$(integrity "$tarball")" ]]; then
    echo "$package@$version is published already"
  else
    echo "$package@$version is published already, with another tarball:" >&2
    echo "expected $(integrity "$tarball"), got $published." >&2
    echo "Find out who published it. Then release another version." >&2
    exit 1
  fi
done

# `npm install` must not install a prerelease.
tag=latest
if [[ $version == *-* ]]; then tag=next; fi

for package in "${missing[@]}"; do
  npm publish "./$package-$version.tgz" --provenance --access public --tag "$tag"
done
