#include "host/batch/run_batch.hpp"

#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <thread>

#include "host/running/simulate.hpp"

namespace liq::batch {
namespace {

using Clock = std::chrono::steady_clock;
/// How often the calling thread looks around [s]: a stop must be answered at once, and an idle
/// thread costs nothing.
constexpr double look_around = 0.05;
/// The same where devices elsewhere wait for answers.
constexpr double serve_every = 0.001;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// After a stop, claims may come back for so long [s]: they take a quarter of it as a rule.
constexpr double let_finish = 0.5;

/// What the devices' threads work with. They own it: one of them may be left behind.
struct Shared {
    Shared(Batch& batch, int n_devices) : queue(batch, n_devices) {}
    WorkQueue queue;
    StopFlag give_up;
};

/// One thread for each device. They are joined, whatever happens to the thread that started them.
class DeviceThreads {
  public:
    DeviceThreads(std::shared_ptr<Shared> const& shared, Devices const& devices)
        : shared_(shared), devices_(devices) {
        try {
            for (auto const& device : devices) {
                device->watch(&shared->give_up);
                threads_.emplace_back(
                    [shared, &device = *device] { work_through(shared->queue, device); });
            }
        } catch (...) {  // the system allows no more threads
            join();
            throw;
        }
    }
    ~DeviceThreads() { join(); }
    DeviceThreads(DeviceThreads const&) = delete;
    DeviceThreads& operator=(DeviceThreads const&) = delete;

    /// Lets them go on; nothing they do has an effect on the batch.
    void leave_behind() {
        shared_->queue.abandon();
        for (std::thread& thread : threads_) thread.detach();
        threads_.clear();
    }

  private:
    void join() {
        if (threads_.empty()) return;
        shared_->queue.stop();
        for (std::thread& thread : threads_) thread.join();
        for (auto const& device : devices_) device->watch(nullptr);
    }

    std::shared_ptr<Shared> shared_;
    Devices const& devices_;
    std::vector<std::thread> threads_;
};

}  // namespace

Devices make_devices(BackendChoice const& choice, std::string& explanation) {
    Devices devices;
    devices.push_back(make_backend(choice, explanation));
    bool const on_cards = devices.front()->name() == "cuda";
    int const count = on_cards ? n_cuda_cards() : devices.front()->threads();
    BackendChoice one = choice;
    one.name = devices.front()->name();
    std::string nothing_to_explain;
    if (!on_cards) {
        one.threads = 1;
        devices.front() = make_backend(one, nothing_to_explain);
    }
    for (one.card = 1; one.card < count; ++one.card)
        devices.push_back(make_backend(one, nothing_to_explain));
    return devices;
}

void work_through(WorkQueue& queue, Backend& device) {
    std::optional<Totals> counts;
    std::vector<OutcomeBits> outcomes;
    int failures = 0;  // in a row
    while (auto const claim = queue.next(device.threads())) {
        auto const start = Clock::now();
        std::string why;
        try {
            Plan const& plan = claim->planned->plan;
            if (!counts || counts->layout() != plan.layout) counts.emplace(plan.layout);
            outcomes.resize(claim->with_outcomes ? claim->range.count : 0);
            running::simulate(device, *claim->planned, claim->range, *counts,
                              claim->with_outcomes ? outcomes.data() : nullptr);
        } catch (SimulationStopped const&) {
            counts.reset();
            queue.hand_back(*claim);
            continue;  // the queue has nothing more after a stop
        } catch (std::bad_alloc const&) {
            why = "out of memory";
        } catch (std::exception const& error) {
            why = error.what();
        }
        if (why.empty()) {
            failures = 0;
            queue.finish(*claim, *counts, outcomes, seconds_since(start));
            continue;
        }
        counts.reset();
        if (++failures > 1 && queue.leave(*claim)) return;
        queue.fail(*claim, {Exit::failed, why});
    }
}

BatchEnd run_batch(Batch& batch, Devices const& devices, BatchWatch const& watch) {
    auto const shared =
        std::make_shared<Shared>(batch, static_cast<int>(devices.size()) + watch.devices_elsewhere);
    WorkQueue& queue = shared->queue;
    bool abandoned = false;
    {
        DeviceThreads threads(shared, devices);
        auto kept = Clock::now(), reported = kept;
        std::optional<Clock::time_point> stopped;
        bool more_to_conclude = false;
        while (!queue.wait(more_to_conclude ? 0 : watch.serve ? serve_every : look_around)) {
            if (watch.serve) watch.serve(queue);
            if (!stopped && watch.stop()) {
                queue.stop();
                stopped = Clock::now();
            }
            if (stopped && seconds_since(*stopped) > let_finish) shared->give_up.raise();
            if (stopped && seconds_since(*stopped) > let_finish + watch.let_answer) {
                threads.leave_behind();
                abandoned = true;
                break;
            }
            bool const due = !watch.report_is_due || watch.report_is_due();
            if (watch.report && due && seconds_since(reported) >= look_around) {
                watch.report(queue.progress());
                reported = Clock::now();
            }
            more_to_conclude = watch.conclude && !stopped && watch.conclude(queue.runs_ended());
            if (!watch.keep || stopped || seconds_since(kept) < watch.keep_every) continue;
            watch.keep(queue.states());
            kept = Clock::now();
        }
    }
    queue.take_over_open_counts();
    if (abandoned) return BatchEnd::abandoned;
    return batch.ended() ? BatchEnd::all_runs : BatchEnd::stopped;
}

}  // namespace liq::batch
