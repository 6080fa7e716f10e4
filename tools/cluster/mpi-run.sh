#!/usr/bin/env bash
# mpi-run.sh RANKS SCENARIO.toml... REPORT.h5
#
# One OpenMPI rank a GPU: rank 0 hands out blocks of paths as they are asked for, and writes the report, which
# has the same bytes for every number of ranks. The program takes the GPU that its rank on the node says.
# HOSTS=node1:8,node2:8 names the nodes and their GPUs (default: this machine, or what the batch system says).
# A rank that dies ends the job; the same command again resumes from the checkpoint.
set -euo pipefail
if [ $# -lt 3 ]; then
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0" >&2
    exit 2
fi
program=${LIQCASCADE:-liqcascade}
ranks=$1
report=${!#}
hosts=()
if [ -n "${HOSTS:-}" ]; then hosts=(--host "$HOSTS"); fi
# A rank's host threads get cores of their own; without --bind-to none it would have one core for all of them.
exec mpirun -n "$ranks" "${hosts[@]}" --map-by ppr:"${RANKS_PER_NODE:-$ranks}":node --bind-to none \
    "$program" run "${@:2:$#-2}" -o "$report" --resume
