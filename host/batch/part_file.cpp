#include "host/batch/part_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "host/batch/packing.hpp"
#include "host/market/market_bytes.hpp"
#include "host/revision.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/resolved_text.hpp"
#include "host/storage/new_file.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/sha256.hpp"
#include "host/storage/writer.hpp"

namespace liq::batch {
namespace {

/// The content is cut into pieces of this many bytes at most, below what a reader takes at a time.
constexpr std::size_t piece_bytes = std::size_t{32} << 20;

std::string piece_name(std::size_t index) {
    return "/content_" + std::to_string(index);
}

std::string this_program() {
    return std::string(program_version()) + ", git revision " + std::string(git_revision());
}

void pack(Packer& to, std::optional<Failure> const& failure) {
    to.whole(failure ? static_cast<std::uint64_t>(failure->exit) : 0);
    to.text(failure ? failure->what : "");
}

std::optional<Failure> failure_of(Unpacker& from) {
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
    run.failure = failure_of(from);
    if (from.whole() != 0) {
        std::string const text = from.text();
        run.scenario = scenario::parse_scenario(text, from.text());
        run.scenario->set = run.set;
        run.scenario->warnings = from.texts();  // these name the places of the original
    }
    std::uint64_t const market = from.whole();
    require(market <= markets.size(), "it names a market that it does not have");
    if (market > 0) run.market = markets[market - 1];
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
    require(fits, "the outcomes of its paths do not fit them");
    state.record.emplace(PathRange{first, count}, static_cast<int>(n_outcomes));
    std::ranges::copy(bytes, state.record->bytes().begin());
}

RunState state_of(Unpacker& from) {
    RunState state;
    for (std::size_t n = from.count(2); n > 0; --n) {
        std::uint64_t const first = from.whole(), count = from.whole();
        require(first <= first + count && state.done.add({first, count}), "it has paths twice");
    }
    state.totals = SparseTotals(from.text());
    state.comparison.outcomes.resize(from.count(9));
    for (PairedPaths& paths : state.comparison.outcomes)
        for (auto& row : paths)
            for (std::uint64_t& n : row) n = from.whole();
    if (from.whole() != 0) unpack_record(from, state);
    state.seconds = from.number();
    state.ended = from.whole() != 0;
    state.failure = failure_of(from);
    return state;
}

std::string packed(Batch const& batch, std::vector<RunState> const& states,
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

/// What a file says of itself.
struct Label {
    std::string filetype, program, inputs_sha256, content_sha256;
    std::vector<std::string> shard;  ///< index, count
    std::string content;
};

std::string label_bytes(std::filesystem::path const& file) {
    storage::Reader const reader(file);
    Packer to;
    for (char const* name : {"filetype", "program", "inputs_sha256", "content_sha256"})
        to.text(reader.text("/", name).value_or(""));
    for (char const* name : {"shard_index", "shard_count"}) {
        auto const values = reader.attribute_counts("/", name);
        to.whole(values && values->values.size() == 1 ? values->values.front() : 0);
    }
    bool const ours = reader.text("/", "filetype").value_or("") == part_filetype;
    std::string content;
    for (std::size_t i = 0; ours && reader.has(piece_name(i)); ++i)
        content += reader.bytes(piece_name(i));
    to.text(content);
    return std::move(to.bytes);
}

Part part_of(std::filesystem::path const& file) {
    std::string const bytes = storage::in_child_process(file, [&] { return label_bytes(file); });
    Unpacker label(bytes);
    require(label.text() == part_filetype, "is no part of a batch (\"" +
                                               std::string(part_filetype) +
                                               "\"), such as `liqcascade run --shard` writes");
    std::string const program = label.text();
    require(program == this_program(),
            "was written by liqcascade " + program +
                "; only the same program can go on with it, and this is " + this_program());
    Part part;
    part.inputs_sha256 = label.text();
    std::string const content_sha256 = label.text();
    std::uint64_t const index = label.whole(), count = label.whole();
    require(index >= 1 && index <= count && count <= most_blocks, "says no shard, such as 1/3");
    part.batch.shard = {static_cast<int>(index), static_cast<int>(count)};
    std::string const content = label.text();
    require(storage::sha256_of_text(content) == content_sha256,
            "is damaged: its content was changed");

    Unpacker from(content);
    require(from.whole() == index && from.whole() == count, "is damaged: it is of another shard");
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
        require(base == i || (i > 0 && base == part.batch.runs[i - 1].base), "names no base run");
    }
    require(from.at_end(), "is damaged: it is too long");
    return part;
}

std::string name_of(Shard shard) {
    return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

/// Adds what another shard counted.
void join(Part& whole, Part const& part, std::string const& name) {
    require(part.batch.runs.size() == whole.batch.runs.size(), name + ": has other runs");
    for (std::size_t i = 0; i < whole.batch.states.size(); ++i) {
        RunState& all = whole.batch.states[i];
        RunState const& more = part.batch.states[i];
        for (PathRange const& range : more.done.ranges())
            require(all.done.add(range), name + ": has paths of run " + std::to_string(i) +
                                             " that another shard has too");
        all.totals = sum_of(all.totals, more.totals);
        all.comparison.add(more.comparison);
        all.seconds += more.seconds;
        if (!all.failure) all.failure = more.failure;
    }
}

}  // namespace

void write_part(std::filesystem::path const& file, Batch const& batch,
                std::vector<RunState> const& states, Machine const& machine) {
    std::string const content = packed(batch, states, machine);
    storage::NewFile target(file);
    storage::Writer writer(target);
    writer.attribute("/", "filetype", std::string_view(part_filetype));
    std::array<std::int32_t, 2> const version{part_schema_major, part_schema_minor};
    writer.attribute("/", "schema_version", version);
    writer.attribute("/", "program", std::string_view(this_program()));
    writer.attribute("/", "inputs_sha256", std::string_view(sha256_of_inputs(batch)));
    writer.attribute("/", "content_sha256", std::string_view(storage::sha256_of_text(content)));
    writer.attribute("/", "shard_index", static_cast<std::uint64_t>(batch.shard.index));
    writer.attribute("/", "shard_count", static_cast<std::uint64_t>(batch.shard.count));
    bool const ended =
        std::ranges::all_of(states, [](RunState const& s) { return s.ended || s.failure; });
    writer.attribute("/", "complete", std::int64_t{ended ? 1 : 0});
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(content.data());
    for (std::size_t at = 0, i = 0; at < content.size(); at += piece_bytes, ++i)
        writer.bytes(piece_name(i), {bytes + at, std::min(piece_bytes, content.size() - at)},
                     {"", "inputs and counts, for the program that wrote them"});
    writer.close();
    target.publish();
}

Part read_part(std::filesystem::path const& file) {
    try {
        return part_of(file);
    } catch (Error const& error) {
        std::string const name = file.string();
        std::string const what = error.what();
        if (what.starts_with(name)) throw;
        throw Error(error.exit(), name + ": " + what);
    }
}

namespace {

/// Outcomes of paths are dropped with their family's end. Where one of its runs is tried again,
/// those that it is to be compared with have to be simulated again too.
void repeat_what_cannot_be_compared(Batch& batch, std::size_t run) {
    RunState& state = batch.states[run];
    RunState& base = batch.states[batch.runs[run].base];
    bool const lacks_pairs = batch.has_differences(run) && state.comparison.outcomes.empty() &&
                             !state.failure && !base.failure;
    if (!lacks_pairs || (state.ended && base.ended && !(state.done == base.done))) return;
    if (!state.done.empty() && !state.record) state = {};
    if (!base.done.empty() && !base.record) base = {};
}

}  // namespace

void resume_from(std::filesystem::path const& file, Batch& batch) {
    Part part = read_part(file);
    std::string const advice = ". Delete it to begin anew, or give another report with -o";
    require(part.inputs_sha256 == sha256_of_inputs(batch),
            file.string() + ": is the checkpoint of other scenarios, options or markets" + advice);
    require(
        part.batch.shard.index == batch.shard.index && part.batch.shard.count == batch.shard.count,
        file.string() + ": is the checkpoint of shard " + name_of(part.batch.shard) + ", not of " +
            name_of(batch.shard) + advice);
    require(part.batch.states.size() == batch.runs.size(),
            file.string() + ": is damaged: it has other runs");
    batch.states = std::move(part.batch.states);
    // What failed may have been the machine's fault, and is tried again.
    for (std::size_t i = 0; i < batch.runs.size(); ++i)
        if (!batch.runs[i].failure && batch.states[i].failure) batch.states[i] = {};
    for (std::size_t i = 0; i < batch.runs.size(); ++i) repeat_what_cannot_be_compared(batch, i);
}

Part merge_parts(std::vector<std::filesystem::path> const& files) {
    std::optional<Part> whole;
    std::map<int, std::string> seen;
    for (auto const& file : files) {
        Part part = read_part(file);
        std::string const name = file.string();
        Shard const shard = part.batch.shard;
        if (whole) {
            require(part.inputs_sha256 == whole->inputs_sha256,
                    name + ": is of other scenarios, options or markets than " +
                        files.front().string());
            require(shard.count == whole->batch.shard.count,
                    name + ": is shard " + name_of(shard) + ", while " + files.front().string() +
                        " is one of " + std::to_string(whole->batch.shard.count));
        }
        auto const [other, first] = seen.emplace(shard.index, name);
        require(first,
                name + ": is shard " + name_of(shard) + ", as " + other->second + " is already");
        require(part.batch.ended(), name + ": is not finished. Run its shard again with --resume");
        if (whole)
            join(*whole, part, name);
        else
            whole = std::move(part);
    }
    require(whole.has_value(), "report merge: no parts are given");
    for (int i = 1; i <= whole->batch.shard.count; ++i)
        require(seen.contains(i),
                "report merge: shard " + name_of({i, whole->batch.shard.count}) + " is missing");
    whole->batch.shard = {};
    return std::move(*whole);
}

}  // namespace liq::batch
