#include "host/batch/run_batch.hpp"

#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <thread>

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

/// Joins the devices' threads, whatever happens to the thread that started them.
class Crew {
  public:
    Crew(WorkQueue& queue, Devices const& devices) : queue_(queue) {
        try {
            for (auto const& device : devices)
                threads_.emplace_back([&queue, &device] { work_through(queue, *device); });
        } catch (...) {  // the system allows no more threads
            go_home();
            throw;
        }
    }
    ~Crew() { go_home(); }
    Crew(Crew const&) = delete;
    Crew& operator=(Crew const&) = delete;

  private:
    void go_home() {
        queue_.stop();
        for (std::thread& thread : threads_) thread.join();
    }

    WorkQueue& queue_;
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
    while (auto const claim = queue.next(device)) {
        auto const start = Clock::now();
        std::string why;
        try {
            Plan const& plan = claim->planned->plan;
            if (!counts || counts->layout() != plan.layout) counts.emplace(plan.layout);
            outcomes.resize(claim->wants_outcomes ? claim->range.count : 0);
            device.simulate(plan, claim->range, *counts,
                            claim->wants_outcomes ? outcomes.data() : nullptr);
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

bool run_batch(Batch& batch, Devices const& devices, BatchWatch const& watch) {
    WorkQueue queue(batch, static_cast<int>(devices.size()) + watch.devices_elsewhere);
    bool stopped = false;
    {
        Crew const crew(queue, devices);
        auto kept = Clock::now(), reported = kept;
        while (!queue.wait(watch.serve ? serve_every : look_around)) {
            if (watch.serve) watch.serve(queue);
            if (!stopped && watch.stop()) {
                queue.stop();
                stopped = true;
                // At once: a launcher may give no more than a second.
                if (watch.keep) watch.keep(queue.states());
            }
            if (watch.report && seconds_since(reported) >= look_around) {
                watch.report(queue.progress());
                reported = Clock::now();
            }
            if (!watch.keep || stopped || seconds_since(kept) < watch.keep_every) continue;
            watch.keep(queue.states());
            kept = Clock::now();
        }
    }
    // What a stop left unfinished is taken over as it is.
    batch.states = queue.states();
    return batch.ended();
}

}  // namespace liq::batch
