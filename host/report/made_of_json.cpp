#include "host/report/made_of_json.hpp"

#include "host/errors.hpp"
#include "host/report/json_values.hpp"

namespace liq::report {
namespace {

using nlohmann::ordered_json;

/// Levels of lists and objects in a list of parts; what is deeper would end the stack of a writer.
constexpr int deepest = 4;

ordered_json parts_of(std::string const& text, std::filesystem::path const& file) {
    if (text.empty()) return {};
    bool too_deep = false;
    auto parts = ordered_json::parse(
        text,
        [&](int depth, ordered_json::parse_event_t, ordered_json const&) {
            too_deep = too_deep || depth > deepest;
            return depth <= deepest;
        },
        false);
    bool good = !too_deep && parts.is_array();
    for (auto const& part : good ? parts : ordered_json()) good = good && part.is_object();
    require(good, file.string() +
                      ": /, attribute read_as: is not the list of parts that market build writes "
                      "(JSON). Build the snapshot again, or remove the attribute");
    return parts;
}

}  // namespace

ordered_json made_of_json(std::optional<market::MadeOf> const& made_of,
                          std::filesystem::path const& file) {
    if (!made_of) return {};
    return {{"recipe", text_or_null(made_of->recipe)},
            {"recipe_sha256", text_or_null(made_of->recipe_sha256)},
            {"lines", made_of->lines},
            {"read_as", parts_of(made_of->read_as, file)}};
}

}  // namespace liq::report
