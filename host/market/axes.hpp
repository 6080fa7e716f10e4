/// \file
/// The axes of a dataset: taken by their names where the file gives names, else by their place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/market/checks.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// The values with their axes in the order of `dataset.axes` ("side, venue"). A dataset whose axes
/// have names is transposed to that order; one without names is taken as it is.
/// \throws Error for names that are not those of the dataset's axes
storage::Array<double> in_order(storage::Reader const& file, Dataset const& dataset,
                                storage::Array<double> values);

/// What to say where a dataset has no names for its axes and two of them are of one length, so that
/// an exchange of the two would go unnoticed; nothing where the order is certain. `shape` is that
/// of the axes in their expected order.
std::optional<std::string> doubt_of_axes(storage::Reader const& file, Dataset const& dataset,
                                         std::vector<std::size_t> const& shape);

}  // namespace liq::market
