#include "host/batch/part_content.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "host/batch/packing.hpp"
#include "host/market/market_bytes.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/resolved_text.hpp"

namespace liq::batch {
namespace {

void pack(Packer& to, std::optional<Failure> const& failure) {
    to.whole(failure ? static_cast<std::uint64_t>(failure->exit) : 0);
    to.text(failure ? failure->what : "");
}

std::optional<Failure> unpack_failure(Unpacker& from) {
    auto const exit = static_cast<Exit>(from.whole());
    std::string what = from.text();
    return exit == Exit::done ? std::nullopt : std::optional<Failure>({exit, std::move(what)});
}

void pack(Packer& to, BatchRun const& run,
          std::map<market::Market const*, std::size_t> const& markets) {
    to.text(run.file);
    to.whole(run.base);
    to.text(run.variant);
    to.texts(run.set);
    pack(to, run.failure);
    to.whole(run.scenario ? 1 : 0);
    if (run.scenario) {
        to.text(scenario::resolved_text(*run.scenario));
        to.text(run.scenario->source.string());
        to.texts(run.scenario->warnings);
    }
    to.whole(run.market ? 1 + markets.at(run.market.get()) : 0);
}

BatchRun run_of(Unpacker& from, std::vector<std::shared_ptr<market::Market const>> const& markets) {
    BatchRun run;
    run.file = from.text();
    run.base = static_cast<std::size_t>(from.whole());
    run.variant = from.text();
    run.set = from.map();
    run.failure = unpack_failure(from);
    if (from.whole() != 0) {
        std::string const text = from.text();
        run.scenario = scenario::parse_scenario(text, from.text());
        run.scenario->set = run.set;
        run.scenario->warnings = from.texts();  // with line numbers of the original file
    }
    std::uint64_t const market = from.whole();
    require(market <= markets.size(), "it refers to a market that it does not contain");
    if (market > 0) run.market = markets[market - 1];
    require(run.failure || (run.scenario && run.market),
            "is damaged: a run has neither its inputs nor a reason");
    return run;
}

std::shared_ptr<market::Market const> market_from(Unpacker& from) {
    auto market = std::make_shared<market::Market>(market::market_of(from.text()));
    market->path = from.text();
    std::string bytes = from.text();
    if (!bytes.empty()) market->bytes = std::make_shared<std::string const>(std::move(bytes));
    return market;
}

void pack(Packer& to, RunState const& state) {
    to.whole(state.done.ranges().size());
    for (PathRange const& range : state.done.ranges()) {
        to.whole(range.first);
        to.whole(range.count);
    }
    to.text(state.totals.bytes());
    to.whole(state.comparison.outcomes.size());
    for (PairedPaths const& paths : state.comparison.outcomes)
        for (auto const& row : paths)
            for (std::uint64_t const n : row) to.whole(n);
    to.whole(state.record ? 1 : 0);
    if (state.record) {
        to.whole(state.record->range().first);
        to.whole(state.record->range().count);
        to.whole(static_cast<std::uint64_t>(state.record->n_outcomes()));
        auto const& bytes = state.record->bytes();
        to.text({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    }
    to.number(state.seconds);
    to.whole(state.ended ? 1 : 0);
    pack(to, state.failure);
}

void unpack_record(Unpacker& from, RunState& state) {
    std::uint64_t const first = from.whole(), count = from.whole(), n_outcomes = from.whole();
    std::string const bytes = from.text();
    std::uint64_t const width = (n_outcomes + 7) / 8;
    bool const fits = n_outcomes >= 1 && n_outcomes <= max_outcomes &&
                      count <= bytes.size() / width && bytes.size() == count * width;
    require(fits, "its record of outcomes does not have the size for its paths");
    state.record.emplace(PathRange{first, count}, static_cast<int>(n_outcomes));
    std::ranges::copy(bytes, state.record->bytes().begin());
}

RunState state_of(Unpacker& from) {
    RunState state;
    for (std::size_t n = from.count(2); n > 0; --n) {
        std::uint64_t const first = from.whole(), count = from.whole();
        require(first <= first + count && state.done.add({first, count}),
                "it contains paths twice");
    }
    state.totals = SparseTotals(from.text());
    state.comparison.outcomes.resize(from.count(9));
    for (PairedPaths& paths : state.comparison.outcomes)
        for (auto& row : paths)
            for (std::uint64_t& n : row) n = from.whole();
    if (from.whole() != 0) unpack_record(from, state);
    state.seconds = from.number();
    state.ended = from.whole() != 0;
    state.failure = unpack_failure(from);
    return state;
}

}  // namespace

std::string pack_part(Batch const& batch, std::vector<RunState> const& states,
                      Machine const& machine) {
    Packer to;
    to.whole(static_cast<std::uint64_t>(batch.shard.index));
    to.whole(static_cast<std::uint64_t>(batch.shard.count));
    to.text(machine.backend);
    to.text(machine.device);
    to.whole(static_cast<std::uint64_t>(machine.threads));
    to.whole(static_cast<std::uint64_t>(machine.devices));
    to.text(machine.note);
    std::map<market::Market const*, std::size_t> markets;
    std::vector<market::Market const*> in_order;
    for (BatchRun const& run : batch.runs)
        if (run.market && markets.try_emplace(run.market.get(), in_order.size()).second)
            in_order.push_back(run.market.get());
    to.whole(in_order.size());
    for (market::Market const* market : in_order) {
        to.text(market::bytes_of(*market));
        to.text(market->path.string());
        to.text(market->bytes ? *market->bytes : "");
    }
    to.whole(batch.runs.size());
    for (std::size_t i = 0; i < batch.runs.size(); ++i) {
        pack(to, batch.runs[i], markets);
        pack(to, states[i]);
    }
    return std::move(to.bytes);
}

void unpack_part(std::string_view bytes, Part& part) {
    Unpacker from(bytes);
    Shard const shard = part.batch.shard;
    require(from.whole() == static_cast<std::uint64_t>(shard.index) &&
                from.whole() == static_cast<std::uint64_t>(shard.count),
            "is damaged: its content belongs to another shard");
    part.machine.backend = from.text();
    part.machine.device = from.text();
    part.machine.threads = static_cast<int>(from.whole());
    part.machine.devices = static_cast<int>(from.whole());
    part.machine.note = from.text();
    std::vector<std::shared_ptr<market::Market const>> markets(from.count());
    for (auto& market : markets) market = market_from(from);
    for (std::size_t n = from.count(); n > 0; --n) {
        part.batch.runs.push_back(run_of(from, markets));
        part.batch.states.push_back(state_of(from));
        std::size_t const i = part.batch.runs.size() - 1, base = part.batch.runs[i].base;
        require(base == i || (i > 0 && base == part.batch.runs[i - 1].base),
                "is damaged: a run does not refer to a base run");
    }
    require(from.at_end(), "is damaged: it is longer than its content");
}

}  // namespace liq::batch
