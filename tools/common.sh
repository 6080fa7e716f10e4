# Sourced by the scripts of this folder: where things are, and how they talk.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

die() {
    say "error: $*"
    exit 1
}

# The comment at the top of a script is its --help.
print_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# configure PRESET [CMAKE-ARGUMENT...]: a no-op when the build folder is there; CMake notices changes.
configure() {
    local preset=$1
    shift
    if [ $# -gt 0 ] || [ ! -f "$root/build/$preset/build.ninja" ]; then
        say "Configuring build/$preset ..."
        (cd "$root" && cmake --preset "$preset" "$@") >&2
    fi
}

# build PRESET TARGET...: silent when there is nothing to do.
build() {
    local preset=$1
    shift
    ninja --quiet -C "$root/build/$preset" "$@" >&2
}

# The preset that suits the machine's compilers when the user names none: CMake's AUTO looks for nvcc.
default_preset=${LIQ_PRESET:-release}
