#include "host/batch/part_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/batch/packing.hpp"
#include "host/revision.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/new_file.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/sha256.hpp"
#include "host/storage/writer.hpp"

namespace liq::batch {
namespace {

/// The content is stored in pieces of at most this many bytes, which a reader accepts in one
/// dataset.
constexpr std::size_t piece_bytes = std::size_t{32} << 20;

std::string piece_name(std::size_t index) {
    return "/content_" + std::to_string(index);
}

std::string this_program() {
    return std::string(program_version()) + ", git revision " + std::string(git_revision());
}

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
    require(label.text() == part_filetype, "is not a part of a batch (\"" +
                                               std::string(part_filetype) +
                                               "\"), such as `liqcascade run --shard` writes");
    std::string const program = label.text();
    require(program == this_program(), "was written by liqcascade " + program +
                                           "; only the same program can continue it, and this is " +
                                           this_program());
    Part part;
    part.inputs_sha256 = label.text();
    std::string const content_sha256 = label.text();
    std::uint64_t const index = label.whole(), count = label.whole();
    require(index >= 1 && index <= count && count <= most_blocks,
            "does not name its shard, such as 1/3");
    part.batch.shard = {static_cast<int>(index), static_cast<int>(count)};
    std::string const content = label.text();
    require(storage::sha256_of_text(content) == content_sha256,
            "is damaged: its content was changed");
    unpack_part(content, part);
    return part;
}

}  // namespace

void write_part(std::filesystem::path const& file, Batch const& batch,
                std::vector<RunState> const& states, Machine const& machine) {
    std::string const content = pack_part(batch, states, machine);
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

}  // namespace liq::batch
