/// \file
/// Whether a launcher of parallel jobs started this process as one of several.
#pragma once

#include <string>

namespace liq::cli {

/// The size of this process's job according to its launcher: the largest number of tasks in any of
/// the variables, and that variable. 1 where no variable has more.
struct Launched {
    int tasks = 1;
    std::string variable;  ///< "SLURM_STEP_NUM_TASKS = 4"
};

/// Reads SLURM_STEP_NUM_TASKS, SLURM_NTASKS beside a SLURM_PROCID above 0 or a SLURM_STEP_ID of a
/// step, OMPI_COMM_WORLD_SIZE, PMI_SIZE and PMIX_RANK. The script of sbatch runs only once for any
/// number of tasks, so it does not count as a step. It has to be called before MPI starts, which
/// sets such variables itself.
Launched launched();

/// Refuses (Exit::bad_input) if a launcher started more tasks than there are connected ranks,
/// because each of them would do the whole job.
/// \param ranks  that are connected, this one included
/// \param shard  whether the user divided the job with --shard; then nothing is refused
void require_one_job(Launched const& job, int ranks, bool shard);

/// The same for a command that works alone always: it can be neither a rank nor a shard.
void require_one_task(Launched const& job, std::string const& command);

}  // namespace liq::cli
