#!/usr/bin/env bash
# Builds the program `bits` with another compiler, runs it and the one given, and compares what they print:
# every hash of totals, per plan, instruction set and lane width, must be the same under both compilers.
# Engines take a minute each to build: without LIQ_FULL, those that most processors run, on one core.
#   bits_across_compilers.sh BITS_OF_THIS_BUILD C++-COMPILER C-COMPILER FOLDER_FOR_ITS_BUILD
set -euo pipefail
cd "$(dirname "$0")/../.."
ours=$1
cxx=$2
cc=$3
folder=$4
if ! command -v "$cxx" >/dev/null; then
    echo "$cxx is not installed, so nothing was compared. \`tools/setup\` installs it." >&2
    exit 77 # ctest counts this as skipped
fi
engines="avx2"
paths=1001
optimisation=-O1
jobs=1
if [ -n "${LIQ_FULL:-}" ]; then engines="avx512;avx2;sse2" paths=10001 optimisation=-O2 jobs=$(nproc); fi
mkdir -p "$folder"
cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$cxx" \
    -DCMAKE_C_COMPILER="$cc" -DCUDA=OFF -DLIQ_ENGINES="$engines" \
    -DLIQ_ENGINE_OPTIMISATION=$optimisation >"$folder/configure.log" ||
    { cat "$folder/configure.log"; exit 1; }
ninja -C "$folder" -j "$jobs" bits >"$folder/build.log" || { cat "$folder/build.log"; exit 1; }
"$folder/tests/bits" --paths $paths >"$folder/other.txt" &
for engine in ${engines//;/ }; do
    "$ours" --paths $paths --instructions "$engine" || true # this processor may lack it
done >"$folder/this.txt"
wait $!
if [ ! -s "$folder/this.txt" ]; then
    echo "$ours has none of the instruction sets that are compared: $engines" >&2
    exit 1
fi
if ! diff -u --label "$ours" --label "$cxx" "$folder/this.txt" "$folder/other.txt"; then
    echo "The compilers disagree on the totals above." >&2
    exit 1
fi
echo "$(wc -l <"$folder/this.txt") lines are the same under both compilers"
