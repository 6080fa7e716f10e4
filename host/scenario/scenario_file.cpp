#include "host/scenario/scenario_file.hpp"

#include "host/errors.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/overrides.hpp"
#include "host/storage/input_file.hpp"

namespace liq::scenario {

std::string read_file(std::filesystem::path const& file) {
    std::error_code error;
    auto const type = std::filesystem::status(file, error).type();
    if (type == std::filesystem::file_type::not_found)
        throw Error(Exit::no_file, file.string() + ": there is no such scenario file");
    if (type == std::filesystem::file_type::directory)
        throw Error(Exit::no_file, file.string() + ": is a folder, not a scenario file");
    return storage::InputFile(file).bytes(max_scenario_bytes + 1);
}

void require_distinct_in(std::filesystem::path const& file,
                         std::vector<std::string> const& overrides) {
    if (overrides.size() < 2) return;
    Node root;
    try {
        root = parse_document(read_file(file), file.string());
    } catch (Error const&) {  // the error is reported where the scenario is read
    }
    require_distinct(overrides, std::move(root));
}

std::vector<std::string> left_beside(std::vector<std::string> const& later,
                                     std::filesystem::path const& file,
                                     std::vector<std::string> const& overrides) {
    return without(overrides, parse_document(read_file(file), file.string()), later);
}

}  // namespace liq::scenario
