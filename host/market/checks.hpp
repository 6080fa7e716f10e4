/// \file
/// The checks that the sections of a snapshot share. A check that fails throws
/// Error(Exit::bad_input) with a message `file: /dataset[element] = value unit problem (what is
/// accepted)`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/storage/reader.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::market {

/// A dataset of a snapshot: its name, its unit and its axes.
struct Dataset {
    std::string name;  ///< absolute, "/positions/leverage"
    std::string unit;  ///< the unit in messages; a `units` attribute must have this value
    std::string axes;  ///< names of the axes in their expected order: "side, venue"
};

/// The numbers of a required dataset, which must have this shape.
std::vector<double> read_shaped(storage::Reader const& file, Dataset const& dataset,
                                std::vector<std::size_t> const& shape);

/// The values of a coordinate: one dimension, not empty, strictly ascending.
std::vector<double> read_ascending(storage::Reader const& file, Dataset const& dataset);

/// The names along an axis: one dimension, not empty, without empty names and repeated names.
std::vector<std::string> read_names(storage::Reader const& file, Dataset const& dataset);

/// Refuses names along an axis other than `expected` in this order.
void require_names(storage::Reader const& file, Dataset const& dataset,
                   std::vector<std::string> const& expected);

/// Refuses the first element that is not finite or not in `range`.
void require_range(storage::Reader const& file, Dataset const& dataset,
                   std::vector<double> const& values, std::vector<std::size_t> const& shape,
                   Range const& range);

/// Refuses the first element that is not finite or not above the element before it.
void require_ascending(storage::Reader const& file, Dataset const& dataset,
                       std::vector<double> const& values);

/// Refuses an element.
/// \param at  its row-major position in `shape`
[[noreturn]] void refuse_element(storage::Reader const& file, Dataset const& dataset,
                                 std::vector<std::size_t> const& shape, std::size_t at,
                                 double value, std::string const& problem);

/// Refuses an attribute `units` that is not the dataset's unit. The attribute may be absent.
void require_unit(storage::Reader const& file, Dataset const& dataset);

}  // namespace liq::market
