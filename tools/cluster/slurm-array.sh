#!/usr/bin/env bash
# sbatch slurm-array.sh SCENARIO.toml... REPORT.h5
#
# One shard a task of a Slurm job array, one GPU a task; the last argument is the report. Shards are written
# beside it, into REPORT.h5.shards/part-I.h5. Then joins them, also with sbatch:
#
#   job=$(sbatch --parsable slurm-array.sh scenarios/*.toml report.h5)
#   sbatch --dependency=afterok:$job --array=0 --gres=none slurm-array.sh --merge report.h5
#
# The number of shards is that of the array, here 64. More than GPUs are fine: they wait their turn. A task
# that was pre-empted or ended at its time limit is requeued and resumes from its checkpoint.
# LIQCASCADE names the program; it and the files must be where every node sees them.
#SBATCH --job-name=liqcascade
#SBATCH --array=1-64
#SBATCH --gres=gpu:1
#SBATCH --cpus-per-task=8
#SBATCH --mem=8G
#SBATCH --time=24:00:00
#SBATCH --requeue
#SBATCH --signal=TERM@300
#SBATCH --output=liqcascade-%A_%a.log
set -euo pipefail
program=${LIQCASCADE:-liqcascade}
if [ $# -lt 2 ]; then
    sed -n '2,/^#SBATCH/{/^#SBATCH/!s/^# \{0,1\}//p}' "$0" >&2
    exit 2
fi
report=${!#}
shards=$report.shards

if [ "$1" = --merge ]; then
    exec "$program" report merge "$shards"/part-*.h5 -o "$report"
fi

# An array that does not run from 1 without gaps would leave out shards without a word.
: "${SLURM_ARRAY_TASK_ID:?is not set: this script is for sbatch (see its first lines)}"
if [ "$SLURM_ARRAY_TASK_MIN" -ne 1 ] || [ "$SLURM_ARRAY_TASK_MAX" -ne "${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" ]; then
    echo "the array must be 1-N, as in --array=1-64; to run some of them again, set SHARDS=N" >&2
    exit 2
fi
count=${SHARDS:-$SLURM_ARRAY_TASK_COUNT}
mkdir -p "$shards"
code=0
# The CPUs are said twice. Since Slurm 22.05 a step has one CPU unless srun is told; and where Slurm binds nothing,
# the program would see all CPUs of the node. --mpi=none: a shard is one process, and no rank of a job.
cpus=${SLURM_CPUS_PER_TASK:-1}
srun --ntasks=1 --cpus-per-task="$cpus" --mpi=none "$program" run "${@:1:$#-1}" \
    --shard "$SLURM_ARRAY_TASK_ID/$count" --threads "$cpus" \
    -o "$shards/part-$SLURM_ARRAY_TASK_ID.h5" --resume --quiet || code=$?
# Stopped before its end: back into the queue, to go on from the checkpoint.
if [ "$code" -eq 143 ]; then
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
fi
exit "$code"
