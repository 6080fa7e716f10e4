/// \file
/// Whether a launcher of parallel jobs started this process as one of several.
#pragma once

#include <string>

namespace liq::cli {

/// What a launcher says of this process's job: the most tasks that any of its variables names, and
/// that variable. 1 where none says more.
struct Launched {
    int tasks = 1;
    std::string variable;  ///< "SLURM_STEP_NUM_TASKS = 4"
};

/// Reads SLURM_STEP_NUM_TASKS, SLURM_NTASKS beside a SLURM_PROCID above 0 or a SLURM_STEP_ID of a
/// step, OMPI_COMM_WORLD_SIZE, PMI_SIZE and PMIX_RANK. The script of sbatch, which runs once
/// however many tasks its job has, is not taken for a step.
Launched launched();

/// Refuses (Exit::bad_input) where a launcher started more tasks than there are ranks that work
/// together: each would do the whole job. `shard`: the work was dealt out by hand.
void require_one_job(int ranks, bool shard);

}  // namespace liq::cli
