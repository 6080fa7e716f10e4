// The only user of mpi.h. Messages are packed bytes. A rank has at most one claim, and sends its
// counts before it waits for the next one.

#include <mpi.h>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "host/batch/packing.hpp"
#include "host/errors.hpp"
#include "host/planning/make_plan.hpp"
#include "host/ranks/ranks.hpp"
#include "host/running/simulate.hpp"

namespace liq::ranks {
namespace {

/// The kinds of messages: the first three to rank 0, the others from rank 0.
enum Tag : int {
    request_message = 1,
    counts_message = 2,
    failure_message = 3,
    claim_message = 4,
    dismissal_message = 5
};

/// Whether a launcher of MPI started this process. MPI is not initialised to find out, since that
/// would make the start of a program that runs alone slower.
bool in_a_job() {
    for (char const* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"})
        if (std::getenv(name) != nullptr) return true;
    return false;
}

void send(std::string const& bytes, int to, Tag tag) {
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, tag, MPI_COMM_WORLD);
}

std::string receive(MPI_Status const& status) {
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    MPI_Recv(bytes.data(), size, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    return bytes;
}

std::string packed(std::size_t id, batch::Claim const& claim) {
    batch::Packer to;
    to.whole(id);
    to.whole(claim.run);
    to.whole(claim.range.first);
    to.whole(claim.range.count);
    to.whole(claim.with_outcomes ? 1 : 0);
    return std::move(to.bytes);
}

/// What a rank sends back for a claim: its id, the time [s], the counters, the outcomes of its
/// paths.
std::string packed(std::uint64_t id, double seconds, batch::SparseTotals const& counts,
                   std::vector<OutcomeBits> const& outcomes) {
    batch::Packer to;
    to.whole(id);
    to.number(seconds);
    to.text(counts.bytes());
    to.whole(outcomes.size());
    for (OutcomeBits const bits : outcomes) to.whole(bits);
    return std::move(to.bytes);
}

}  // namespace

struct Ranks::Job {
    int rank = 0, count = 1, local = 0;
    std::map<int, int> threads;                 ///< [rank]: threads of its device; 0: a card
    std::deque<int> waiting;                    ///< ranks that ask for work
    std::map<std::uint64_t, batch::Claim> out;  ///< [id]: claims of other ranks
    std::uint64_t next_id = 0;
    int dismissed = 0;  ///< ranks that were told to end
    Exit exit = Exit::failed;
    std::optional<Totals> totals;  ///< of the claim that is taken in

    bool hand_out(batch::WorkQueue& queue);
    void take_in(batch::WorkQueue& queue, std::string const& bytes);
};

Ranks::Ranks() {
    if (!in_a_job()) return;
    job_ = std::make_unique<Job>();
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &job_->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &job_->count);
    MPI_Comm on_this_machine = MPI_COMM_NULL;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, job_->rank, MPI_INFO_NULL,
                        &on_this_machine);
    MPI_Comm_rank(on_this_machine, &job_->local);
    MPI_Comm_free(&on_this_machine);
}

Ranks::~Ranks() {
    if (job_ == nullptr) return;
    // Without this, the other ranks would wait for ever after an exception in this one.
    bool const others_wait =
        job_->rank == 0 ? job_->dismissed < job_->count - 1 : job_->dismissed == 0;
    if (job_->count > 1 && others_wait) MPI_Abort(MPI_COMM_WORLD, static_cast<int>(job_->exit));
    MPI_Finalize();
}

int Ranks::rank() const {
    return job_ == nullptr ? 0 : job_->rank;
}
int Ranks::count() const {
    return job_ == nullptr ? 1 : job_->count;
}
int Ranks::local() const {
    return job_ == nullptr ? 0 : job_->local;
}

bool Ranks::agree_on(std::string const& inputs_sha256) {
    if (count() == 1) return true;
    std::string first = inputs_sha256;
    MPI_Bcast(first.data(), static_cast<int>(first.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
    int const same = first == inputs_sha256 ? 1 : 0;
    int all_same = 0;
    MPI_Allreduce(&same, &all_same, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (all_same == 0) job_->dismissed = job_->count;  // every rank knows it and ends
    return all_same == 1;
}

bool Ranks::Job::hand_out(batch::WorkQueue& queue) {
    if (waiting.empty()) return false;
    int const to = waiting.front();
    auto claim = queue.next_now(threads.at(to));
    if (!claim) return false;
    waiting.pop_front();
    send(packed(next_id, *claim), to, claim_message);
    out.emplace(next_id++, std::move(*claim));
    return true;
}

void Ranks::Job::take_in(batch::WorkQueue& queue, std::string const& bytes) {
    batch::Unpacker from(bytes);
    auto const at = out.find(from.whole());
    if (at == out.end())
        throw Error(Exit::failed, "a rank sent counts of a claim that was not handed to it");
    batch::Claim const claim = std::move(at->second);
    out.erase(at);
    double const seconds = from.number();
    batch::SparseTotals const sparse_counts(from.text());
    std::vector<OutcomeBits> outcomes(from.count());
    for (OutcomeBits& bits : outcomes) bits = from.whole();
    TotalsLayout const& layout = claim.planned->plan.layout;
    if (!totals || totals->layout() != layout) totals.emplace(layout);
    batch::add_sparse(sparse_counts, *totals);
    queue.finish(claim, *totals, outcomes, seconds);
}

void Ranks::serve(batch::WorkQueue& queue) {
    if (job_ == nullptr) return;
    for (;;) {
        int there = 0;
        MPI_Status status;
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
        if (there == 0) break;
        std::string const bytes = receive(status);
        if (status.MPI_TAG == request_message) {
            batch::Unpacker from(bytes);
            job_->threads[status.MPI_SOURCE] = static_cast<int>(from.whole());
            job_->waiting.push_back(status.MPI_SOURCE);
        } else if (status.MPI_TAG == counts_message) {
            job_->take_in(queue, bytes);
        } else if (status.MPI_TAG == failure_message) {
            batch::Unpacker from(bytes);
            auto const at = job_->out.find(from.whole());
            if (at == job_->out.end()) continue;
            queue.fail(at->second, {Exit::failed, from.text()});
            job_->out.erase(at);
        }
    }
    while (job_->hand_out(queue)) {
    }
}

void Ranks::dismiss() {
    if (job_ == nullptr) return;
    while (job_->dismissed < job_->count - 1) {
        if (job_->waiting.empty()) {
            MPI_Status status;
            MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
            static_cast<void>(receive(status));
            if (status.MPI_TAG == request_message) job_->waiting.push_back(status.MPI_SOURCE);
            continue;
        }
        send("", job_->waiting.front(), dismissal_message);
        job_->waiting.pop_front();
        ++job_->dismissed;
    }
}

void Ranks::abort(Exit exit) {
    if (count() > 1) MPI_Abort(MPI_COMM_WORLD, static_cast<int>(exit));
}

void Ranks::fail_with(Exit exit) {
    if (job_ != nullptr) job_->exit = exit;
}

void Ranks::work(batch::Batch const& batch, Backend& device) {
    using Clock = std::chrono::steady_clock;
    batch::Packer own_threads;
    own_threads.whole(static_cast<std::uint64_t>(device.threads()));
    std::optional<std::pair<std::size_t, std::shared_ptr<planning::PlannedRun const>>> planned;
    std::optional<Totals> totals;
    for (;;) {
        send(own_threads.bytes, 0, request_message);
        MPI_Status status;
        MPI_Probe(0, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
        std::string const bytes = receive(status);
        if (status.MPI_TAG == dismissal_message) break;
        batch::Unpacker from(bytes);
        std::uint64_t const id = from.whole();
        auto const run = static_cast<std::size_t>(from.whole());
        std::uint64_t const first = from.whole(), count = from.whole();
        std::vector<OutcomeBits> outcomes(from.whole() != 0 ? count : 0);
        try {
            if (!planned || planned->first != run) planned.emplace(run, batch.plan(run));
            Plan const& plan = planned->second->plan;
            totals.emplace(plan.layout);
            auto const start = Clock::now();
            running::simulate(device, *planned->second, {first, count}, *totals,
                              outcomes.empty() ? nullptr : outcomes.data());
            double const seconds = std::chrono::duration<double>(Clock::now() - start).count();
            send(packed(id, seconds, batch::sparse(*totals), outcomes), 0, counts_message);
        } catch (std::exception const& error) {
            batch::Packer why;
            why.whole(id);
            why.text(error.what());
            send(why.bytes, 0, failure_message);
        }
    }
    job_->dismissed = 1;
}

bool built_with_mpi() {
    return true;
}

}  // namespace liq::ranks
