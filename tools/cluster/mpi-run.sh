#!/usr/bin/env bash
# mpi-run.sh RANKS SCENARIO.toml... REPORT.h5
#
# One OpenMPI rank a GPU: rank 0 hands out blocks of paths as they are asked for, and writes the report, which
# has the same bytes for every number of ranks. The program takes the GPU that its rank on the node says.
# HOSTS=node1:8,node2:8 names the nodes and their GPUs (default: this machine, or what the batch system says),
# RANKS_PER_NODE=8 the ranks of one node (default: all of them). Without GPUs a rank has THREADS threads; the
# default is its share of this machine's cores, so set it where the nodes are others.
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
per_node=${RANKS_PER_NODE:-$ranks}
threads=${THREADS:-$(($(nproc) / per_node))}
if [ "$threads" -lt 1 ]; then threads=1; fi
# Bound to cores, as mpirun does it unasked, a rank would have one core for all of its threads; unbound it sees the
# whole node, as the ranks beside it do, so that the number of threads must be said.
exec mpirun -n "$ranks" "${hosts[@]}" --map-by ppr:"$per_node":node --bind-to none \
    "$program" run "${@:2:$#-2}" --threads "$threads" -o "$report" --resume
