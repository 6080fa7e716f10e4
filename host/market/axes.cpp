#include "host/market/axes.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::market {
namespace {

/// Stands for an axis of the file that has no name.
constexpr std::size_t nameless = static_cast<std::size_t>(-1);

std::vector<std::string> split(std::string const& axes) {
    std::vector<std::string> names;
    std::string const comma = ", ";
    for (std::size_t from = 0; from <= axes.size();) {
        std::size_t const end = std::min(axes.find(comma, from), axes.size());
        names.push_back(axes.substr(from, end - from));
        from = end + comma.size();
    }
    return names;
}

using Names = std::vector<std::vector<std::string>>;

std::string in_words(Names const& found) {
    std::string text;
    for (auto const& names : found)
        text += (text.empty() ? "" : ", ") +
                (names.empty() ? std::string("(no name)") : words::printable(names.front()));
    return text;
}

/// For every axis of the file, its index among the expected axes.
std::vector<std::size_t> meanings(storage::Reader const& file, Dataset const& dataset,
                                  std::vector<std::string> const& expected, Names const& found) {
    std::vector<std::size_t> meaning(found.size(), nameless);
    std::vector<bool> taken(expected.size(), false);
    for (std::size_t axis = 0; axis < found.size(); ++axis) {
        if (found[axis].empty()) continue;
        for (std::size_t i = 0; i < expected.size() && meaning[axis] == nameless; ++i)
            if (!taken[i] && std::ranges::find(found[axis], expected[i]) != found[axis].end())
                meaning[axis] = i;
        require(meaning[axis] != nameless, file.place(dataset.name) + ": has the axes " +
                                               in_words(found) + "; expected are " + dataset.axes +
                                               ". Use these names for the dimension scales, in "
                                               "any order?");
        taken[meaning[axis]] = true;
    }
    auto const left = std::ranges::find(taken, false);
    if (std::ranges::count(meaning, nameless) == 1)
        *std::ranges::find(meaning, nameless) = static_cast<std::size_t>(left - taken.begin());
    return meaning;
}

/// Reorders row-major values from the axes of the file to the expected axes.
storage::Array<double> transposed(storage::Array<double> const& values,
                                  std::vector<std::size_t> const& meaning) {
    std::size_t const rank = meaning.size();
    storage::Array<double> ordered;
    ordered.shape.resize(rank);
    for (std::size_t axis = 0; axis < rank; ++axis)
        ordered.shape[meaning[axis]] = values.shape[axis];
    std::vector<std::size_t> stride(rank, 1);
    for (std::size_t i = rank; i-- > 1;) stride[i - 1] = stride[i] * ordered.shape[i];
    ordered.values.resize(values.values.size());
    for (std::size_t at = 0; at < values.values.size(); ++at) {
        std::size_t rest = at, to = 0;
        for (std::size_t axis = rank; axis-- > 0; rest /= values.shape[axis])
            to += rest % values.shape[axis] * stride[meaning[axis]];
        ordered.values[to] = values.values[at];
    }
    return ordered;
}

}  // namespace

storage::Array<double> in_order(storage::Reader const& file, Dataset const& dataset,
                                storage::Array<double> values) {
    auto const expected = split(dataset.axes);
    if (values.shape.size() != expected.size() || expected.size() < 2) return values;
    Names const found = file.axis_names(dataset.name);
    auto const meaning = meanings(file, dataset, expected, found);
    if (std::ranges::is_sorted(meaning) && std::ranges::find(meaning, nameless) == meaning.end())
        return values;
    if (std::ranges::find(meaning, nameless) == meaning.end()) return transposed(values, meaning);
    // Several axes have no name, so that the file must have all axes in the expected order.
    for (std::size_t axis = 0; axis < meaning.size(); ++axis)
        require(meaning[axis] == nameless || meaning[axis] == axis,
                file.place(dataset.name) + ": has the axes " + in_words(found) + "; expected are " +
                    dataset.axes + " in this order, because some of them have no name");
    return values;
}

std::optional<std::string> warning_of_axes(storage::Reader const& file, Dataset const& dataset,
                                           std::vector<std::size_t> const& shape) {
    if (!file.has(dataset.name)) return std::nullopt;
    Names const found = file.axis_names(dataset.name);
    auto const expected = split(dataset.axes);
    if (found.size() != shape.size() || expected.size() != shape.size()) return std::nullopt;
    for (std::size_t a = 0; a < shape.size(); ++a)
        for (std::size_t b = a + 1; b < shape.size(); ++b) {
            bool const certain = !found[a].empty() || !found[b].empty();
            if (certain || shape[a] != shape[b] || shape[a] == 1) continue;
            return file.path().filename().string() + ": " + dataset.name +
                   ": has no names for its axes, and " + expected[a] + " and " + expected[b] +
                   " both have " + std::to_string(shape[a]) +
                   " elements, so that their order cannot be checked; it is assumed to be " +
                   dataset.axes + ". Attach the coordinates as dimension scales?";
        }
    return std::nullopt;
}

}  // namespace liq::market
