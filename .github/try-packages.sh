#!/bin/sh
# Installs the tarballs as a user would, in a container of Node without a network. Then runs the
# tests that need only Node.
#
#   .github/try-packages.sh linux-x64-musl
set -eu
checkout=$(cd "$(dirname "$0")/.." && pwd)
packages=$checkout/artifacts/packages

mkdir /tmp/app
cd /tmp/app
npm install --offline "$packages"/zombie-reaper-[0-9]*.tgz "$packages/zombie-reaper-$1"-[0-9]*.tgz
npm ls "zombie-reaper-$1"

# Runs the command zombie-init, which exits with the code of its program.
node_modules/.bin/zombie-init -- sh -c 'exit 7' && exit 1 || [ $? -eq 7 ]

cp -r "$checkout/__test__" "$checkout/examples" node_modules/zombie-reaper/
cd node_modules/zombie-reaper
node examples/article/demo.js
for name in api/modules api/platforms job/close job/members \
  proc/pid-reuse recipes/article-server recipes/cluster recipes/fork; do
  echo "__test__/$name.test.js"
done | xargs node --test --test-concurrency=1
