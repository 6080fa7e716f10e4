#include "host/market/checks.hpp"

#include <cmath>
#include <cstdio>
#include <set>

#include "host/errors.hpp"
#include "host/market/axes.hpp"

namespace liq::market {
namespace {

std::string number_text(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

/// `[1, 0, 3]` of the element at a row-major position; nothing for a scalar.
std::string index_text(std::vector<std::size_t> const& shape, std::size_t at) {
    std::string text;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        text = std::to_string(at % shape[axis]) + (text.empty() ? "" : ", ") + text;
        at /= shape[axis];
    }
    return text.empty() ? text : "[" + text + "]";
}

std::string range_text(Range const& range) {
    if (std::isinf(range.high)) {
        if (std::isinf(range.low)) return "any finite number";
        return (range.low_open ? "above " : "at least ") + number_text(range.low);
    }
    return std::string("between ") + number_text(range.low) + " and " + number_text(range.high) +
           (range.low_open && range.high_open ? ", both excluded" : "");
}

std::vector<std::size_t> one_axis(std::size_t length) {
    return {length};
}

void require_one_axis(storage::Reader const& file, Dataset const& dataset,
                      std::vector<std::size_t> const& shape) {
    require(shape.size() == 1, file.place(dataset.name) + ": has shape " +
                                   storage::shape_text(shape) + "; one dimension (" + dataset.axes +
                                   ") is expected");
    require(shape[0] > 0,
            file.place(dataset.name) + ": is empty; at least one " + dataset.axes + " is needed");
}

}  // namespace

void require_unit(storage::Reader const& file, Dataset const& dataset) {
    auto const found = file.text(dataset.name, "units");
    if (!found) return;
    require(*found == dataset.unit, file.place(dataset.name) + ": has units \"" + *found +
                                        "\"; accepted: \"" + dataset.unit +
                                        "\", or no attribute units. Convert the values?");
}

std::vector<double> read_shaped(storage::Reader const& file, Dataset const& dataset,
                                std::vector<std::size_t> const& shape) {
    auto read = in_order(file, dataset, file.numbers(dataset.name));
    require(read.shape == shape, file.place(dataset.name) + ": has shape " +
                                     storage::shape_text(read.shape) + "; expected is " +
                                     storage::shape_text(shape) +
                                     (dataset.axes.empty() ? "" : " (" + dataset.axes + ")"));
    require_unit(file, dataset);
    return std::move(read.values);
}

std::vector<double> read_ascending(storage::Reader const& file, Dataset const& dataset) {
    auto read = file.numbers(dataset.name);
    require_one_axis(file, dataset, read.shape);
    require_unit(file, dataset);
    require_ascending(file, dataset, read.values);
    return std::move(read.values);
}

std::vector<std::string> read_names(storage::Reader const& file, Dataset const& dataset) {
    auto read = file.strings(dataset.name);
    require_one_axis(file, dataset, read.shape);
    std::set<std::string> seen;
    for (auto const& name : read.values) {
        require(!name.empty(), file.place(dataset.name) + ": has an empty name");
        require(seen.insert(name).second,
                file.place(dataset.name) + ": has \"" + name + "\" twice");
    }
    return std::move(read.values);
}

void require_names(storage::Reader const& file, Dataset const& dataset,
                   std::vector<std::string> const& expected) {
    auto const list = [](std::vector<std::string> const& names) {
        std::string text;
        for (std::size_t i = 0; i < names.size() && i < 8; ++i)
            text += (i > 0 ? ", \"" : "\"") + names[i] + "\"";
        return text + (names.size() > 8 ? ", ..." : "");
    };
    auto const found = read_names(file, dataset);
    require(found == expected, file.place(dataset.name) + ": is " + list(found) + "; expected is " +
                                   list(expected) + " in this order");
}

void refuse_element(storage::Reader const& file, Dataset const& dataset,
                    std::vector<std::size_t> const& shape, std::size_t at, double value,
                    std::string const& problem) {
    refuse(file.place(dataset.name) + index_text(shape, at) + " = " + number_text(value) +
           (dataset.unit == "1" || dataset.unit.empty() ? "" : " " + dataset.unit) + " " + problem);
}

void require_range(storage::Reader const& file, Dataset const& dataset,
                   std::vector<double> const& values, std::vector<std::size_t> const& shape,
                   Range const& range) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i]) || !range.contains(values[i]))
            refuse_element(file, dataset, shape, i, values[i],
                           "is not acceptable (" + range_text(range) + ")");
}

void require_ascending(storage::Reader const& file, Dataset const& dataset,
                       std::vector<double> const& values) {
    auto const shape = one_axis(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            refuse_element(file, dataset, shape, i, values[i], "is not finite");
        if (i > 0 && values[i] <= values[i - 1])
            refuse_element(file, dataset, shape, i, values[i],
                           "is not above the value before it, " + number_text(values[i - 1]) +
                               " (strictly ascending)");
    }
}

}  // namespace liq::market
