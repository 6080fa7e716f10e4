/// \file
/// Where paths are simulated. This is the only virtual interface of the project.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "kernels/plan.hpp"
#include "kernels/stop_flag.hpp"
#include "kernels/totals.hpp"

namespace liq {

class Backend {
  public:
    Backend() = default;
    Backend(Backend const&) = delete;
    Backend& operator=(Backend const&) = delete;
    virtual ~Backend() = default;

    /// "cpu" or "cuda".
    [[nodiscard]] virtual std::string name() const = 0;
    /// Model of the processor or card, and the instruction set or architecture in use.
    [[nodiscard]] virtual std::string device() const = 0;
    /// Number of host threads that simulate; 0 where the device does all the work.
    [[nodiscard]] virtual int threads() const = 0;

    /// Simulates the range and adds its counters to `totals`, which must have the plan's layout.
    /// Any split of a range over calls gives the same totals.
    /// \param outcomes  receives one word for each path of the range: which outcomes happened with
    ///                  the cascade, whatever their conditions; after it a second one for those
    ///                  without the cascade, if `Plan::records_both`; null if they are not needed
    /// \throws std::runtime_error when the device fails; `totals` is unchanged then.
    ///         SimulationStopped when the flag that it watches was raised; `totals` and `outcomes`
    ///         may then hold a part of the range and are of no use
    virtual void simulate(Plan const& plan, PathRange range, Totals& totals,
                          OutcomeBits* outcomes) = 0;
    void run(Plan const& plan, PathRange range, Totals& totals) {
        simulate(plan, range, totals, nullptr);
    }

    /// Has simulations end soon once the flag is raised, within a path too; null: none can be
    /// ended. The flag must outlive its use. A card looks at it between two calls only.
    void watch(StopFlag const* stop) { stop_ = stop; }

  protected:
    [[nodiscard]] bool is_stopped() const { return stop_ != nullptr && stop_->is_raised(); }
    StopFlag const* stop_ = nullptr;
};

/// The backend that was asked for is not there; `what()` is one line that says why.
class BackendMissing : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct BackendChoice {
    std::string name = "auto";          ///< auto, cuda or cpu; auto takes a GPU if there is one
    int threads = 0;                    ///< of the CPU backend; 0: usable_cores()
    std::string instructions = "best";  ///< of the CPU backend: best, or one of instruction_sets()
    int lanes = 0;                      ///< of the CPU backend: 0 for its own choice, 1, 8 or 32
    int block_threads = 0;              ///< of the CUDA backend, at most; 0 for its own choice
    int card = 0;                       ///< of the CUDA backend: which of the cards, from 0
};

/// Makes the backend that was chosen. When `auto` had to take the CPU, or CUDA gives fewer devices
/// than CUDA_VISIBLE_DEVICES names, `explanation` receives a line for people that says so;
/// otherwise it is left empty.
/// \throws BackendMissing
std::unique_ptr<Backend> make_backend(BackendChoice const& choice, std::string& explanation);

/// The CPU backend. \throws BackendMissing for an instruction set that this processor lacks
std::unique_ptr<Backend> make_cpu_backend(BackendChoice const& choice);

/// Number of cards that CUDA can use here; 0 in a build without CUDA.
int n_cuda_cards();

/// The CUDA backend, if this build has one and a device is there. Any thread may use it, but only
/// one at a time. \throws BackendMissing
std::unique_ptr<Backend> make_cuda_backend(BackendChoice const& choice);

}  // namespace liq
