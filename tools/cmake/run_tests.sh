#!/bin/sh
# Runs every test program of this folder. Needs a shell and nothing else; those that need a GPU skip
# themselves where there is none. Ends with a line "N passed, N failed" (programs, not cases).
cd "$(dirname "$0")" || exit 1
passed=0
failed=0
for program in tests/test_*; do
    [ -x "$program" ] || continue
    echo "== $program"
    if "$program" --gtest_brief=1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "== $program FAILED"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
