#include "host/cli/launcher.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "host/errors.hpp"

namespace liq::cli {
namespace {

/// The number in an environment variable; -1 where there is none.
int number_in(char const* variable) {
    char const* const text = std::getenv(variable);
    if (text == nullptr) return -1;
    std::string_view const digits(text);
    int number = -1;
    auto const [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return bad == std::errc{} && end == digits.data() + digits.size() ? number : -1;
}

/// How to let each task work by itself.
constexpr char const* own_job =
    "If each task is meant to do its own job, start it as `env -u VARIABLE liqcascade ...`";

/// Whether srun started this process. sbatch also sets SLURM_NTASKS and SLURM_PROCID = 0 for its
/// script, but no step.
bool in_a_step_of_slurm() {
    return number_in("SLURM_PROCID") > 0 ||
           (number_in("SLURM_PROCID") == 0 &&
            (number_in("SLURM_STEP_ID") >= 0 || number_in("SLURM_STEPID") >= 0));
}

}  // namespace

Launched launched() {
    Launched most;
    auto const consider = [&](char const* variable, int tasks) {
        if (tasks <= most.tasks) return;
        most = {tasks, variable + std::string(" = ") + std::getenv(variable)};
    };
    // OpenMPI; MPICH, Intel MPI and Cray; Slurm; MVAPICH; PALS; jsrun of LSF.
    for (char const* variable :
         {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS", "MV2_COMM_WORLD_SIZE",
          "MPI_LOCALNRANKS", "PALS_SIZE", "PALS_LOCAL_SIZE", "JSM_NAMESPACE_SIZE"})
        consider(variable, number_in(variable));
    // A step may be smaller than its job, so the size of the step is used where it is known.
    if (number_in("SLURM_STEP_NUM_TASKS") < 0 && in_a_step_of_slurm())
        for (char const* variable : {"SLURM_NTASKS", "SLURM_NPROCS"})
            consider(variable, number_in(variable));
    // A script of Flux inherits the size of its job, and is no task of it.
    if (number_in("FLUX_TASK_RANK") >= 0) consider("FLUX_JOB_SIZE", number_in("FLUX_JOB_SIZE"));
    // Who has a number above 0 is not alone, however many there are.
    for (char const* variable : {"PMIX_RANK", "PMI_RANK", "PALS_RANKID", "FLUX_TASK_RANK",
                                 "MV2_COMM_WORLD_RANK", "ALPS_APP_PE", "JSM_NAMESPACE_RANK"})
        consider(variable, number_in(variable) + 1);
    return most;
}

void require_one_job(Launched const& job, int ranks, bool shard) {
    if (shard) return;
    require(
        job.tasks <= ranks,
        "this process is one of at least " + std::to_string(job.tasks) + " tasks (" + job.variable +
            "), but is connected with " +
            (ranks > 1 ? "only " + std::to_string(ranks - 1) : std::string("none")) +
            " of the others: each would do the whole job. Start one task (srun --ntasks=1); or "
            "give each task a share (--shard I/N -o PART.h5, then report merge); or use a program "
            "built with MPI (-DLIQ_MPI=ON) and the launcher of MPI (mpirun, srun --mpi=pmix). " +
            own_job);
}

void require_one_task(Launched const& job, std::string const& command) {
    require(job.tasks <= 1, command + ": this process is one of at least " +
                                std::to_string(job.tasks) + " tasks (" + job.variable + "), and " +
                                command +
                                " cannot be divided: each would do the whole job. Start one task "
                                "(srun --ntasks=1, mpirun -n 1). " +
                                own_job);
}

}  // namespace liq::cli
