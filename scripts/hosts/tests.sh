#!/bin/sh
# tests.sh PATTERN FILE...: runs the tests whose names match, one file after the other. No test runner
# has processes of its own: 32 PIDs must do. One file alone takes this process, so that Node can be
# PID 1.
pattern=$1
shift
echo "# kernel $(uname -r)"
for file; do
  echo "# file $file"
  [ $# -gt 1 ] || exec node --test-reporter=tap --test-name-pattern="$pattern" "$file"
  node --test-reporter=tap --test-name-pattern="$pattern" "$file"
done
