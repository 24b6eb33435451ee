#!/usr/bin/env bash
# Plants faults, one after the other, in a throw-away copy of the tree, and says which of them the tests find.
#
#   workers/src/test/mutations/run.sh [PATCH...]
#
# Without arguments it plants all patches of this directory. Each patch says what is wrong with it and which test is to find it.
# The same tests run first without any fault: what they find there, they find anyway.
# Environment: MAVEN (default "mvn -o") and LAYOUTS (default 500), how many layouts the oracle may try; as root, for the real hosts.
# Exit code: 0 where every fault was found, 1 where one was not, 2 where the tests fail without a fault.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
maven=${MAVEN:-mvn -o}
layouts=${LAYOUTS:-500}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# Copies what git knows of, and what is new, but nothing that was built.
git -C "$root" ls-files -z --cached --others --exclude-standard | (cd "$root" && xargs -0 cp --parents -t "$copy" 2> /dev/null)

# $1 is the module, $2 the test. Returns 0 where it passed, 1 where it failed, 2 where it did not run.
run_test() {
  rm -rf "$copy/$1/target/surefire-reports"
  (cd "$copy" && $maven -q -B -pl "$1" -am test -Dtest="$2" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dspotless.check.skip=true -Doracle.layouts="$layouts" -Doracle.seed=42 -Doracle.findings=1) > "$copy/log" 2>&1 && return 0
  grep -qE '<(failure|error)[ >]' "$copy/$1"/target/surefire-reports/TEST-*.xml 2> /dev/null && return 1
  tail -20 "$copy/log"
  return 2
}

# Prints module and test of a patch.
finder() {
  sed -n 's/^Found by: //p' "$1"
}

[ $# -gt 0 ] || set -- "$here"/*.patch
missed=0
for test in $(for patch; do finder "$patch" | tr ' ' '/'; done | sort -u); do
  run_test "${test%/*}" "${test#*/}" || { echo "${test#*/} does not pass without a fault"; exit 2; }
done
for patch; do
  name=$(basename "$patch" .patch)
  if ! patch -d "$copy" -p1 -s --dry-run < "$patch" > /dev/null; then
    echo "$name: does not apply any more, plant the fault anew"
    missed=1
    continue
  fi
  patch -d "$copy" -p1 -s --no-backup-if-mismatch < "$patch"
  run_test $(finder "$patch")
  case $? in
    0) echo "$name: NOT FOUND"; missed=1 ;;
    1) echo "$name: found by $(finder "$patch")" ;;
    *) echo "$name: could not be tried"; missed=1 ;;
  esac
  patch -d "$copy" -p1 -s -R --no-backup-if-mismatch < "$patch"
done
exit $missed
