/// \file
/// The checks that the sections of a snapshot share. Every one throws Exit::bad_input with a
/// message `file: /dataset[element] = value unit problem (what is accepted)`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/storage/reader.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::market {

/// A dataset of a snapshot: its name, what it is, and what its `units` attribute may be.
struct Dataset {
    std::string name;  ///< absolute, "/positions/leverage"
    std::string unit;  ///< accepted value of the attribute `units`, and unit in messages
    std::string axes;  ///< names of the dimensions, for messages: "side, venue"
};

/// Numbers of a required dataset whose shape must be `shape`.
std::vector<double> read_shaped(storage::Reader const& file, Dataset const& dataset,
                                std::vector<std::size_t> const& shape);

/// A coordinate: one dimension, not empty, strictly ascending.
std::vector<double> read_ascending(storage::Reader const& file, Dataset const& dataset);

/// Names along an axis: one dimension, not empty, no empty name, no name twice.
std::vector<std::string> read_names(storage::Reader const& file, Dataset const& dataset);

/// The same, but exactly `expected` in that order.
void require_names(storage::Reader const& file, Dataset const& dataset,
                   std::vector<std::string> const& expected);

/// Refuses the first element that is not finite or not in `range`.
void require_range(storage::Reader const& file, Dataset const& dataset,
                   std::vector<double> const& values, std::vector<std::size_t> const& shape,
                   Range const& range);

/// Refuses the first element that is not finite or not above the one before it.
void require_ascending(storage::Reader const& file, Dataset const& dataset,
                       std::vector<double> const& values);

/// Refuses an element: `at` is its row-major position in `shape`.
[[noreturn]] void refuse_element(storage::Reader const& file, Dataset const& dataset,
                                 std::vector<std::size_t> const& shape, std::size_t at,
                                 double value, std::string const& problem);

/// Refuses an attribute `units` that is there and is not the dataset's unit.
void require_unit(storage::Reader const& file, Dataset const& dataset);

}  // namespace liq::market
