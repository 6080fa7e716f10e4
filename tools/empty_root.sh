# Sourced by check-portable and check-package: root directories with next to nothing in them.
# shellcheck shell=bash

# bare_root FOLDER: the C library, the dynamic linker, a shell and two commands. glibc is these files and no
# more; libgcc_s and libstdc++ are not among them.
bare_root() {
    local library
    mkdir -p "$1"/{lib/x86_64-linux-gnu,lib64,bin,tmp,dev,proc,etc}
    for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1; do
        cp -L "/lib/x86_64-linux-gnu/$library" "$1/lib/x86_64-linux-gnu/"
    done
    cp -L /lib64/ld-linux-x86-64.so.2 "$1/lib64/"
    cp -L /bin/dash "$1/bin/sh"
    cp -L /usr/bin/dirname /usr/bin/env "$1/bin/"
    : >"$1/dev/null"
    ln -s . "$1/usr"
}

# in_root FOLDER COMMAND...: with that folder as its root and an empty environment. The dynamic linker asks
# /proc where the program is ($ORIGIN); the mount ends with the command.
in_root() {
    local folder=$1 own_mounts=(unshare --mount)
    shift
    if [ "$(id -u)" -ne 0 ]; then own_mounts+=(--user --map-root-user); fi
    # shellcheck disable=SC2016 # $0 and $@ are those of the inner shell
    PATH=$PATH:/usr/sbin "${own_mounts[@]}" \
        sh -c 'mount --rbind /proc "$0/proc" && exec chroot "$0" "$@"' "$folder" \
        /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp "$@"
}
