/// \file
/// The axes of a dataset, identified by their names where the file has names, else by their order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/market/checks.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// The values with their axes in the order of `dataset.axes` ("side, venue"). A dataset whose axes
/// have names is transposed to this order; one without names has to have it already.
/// \throws Error for names other than those in `dataset.axes`
storage::Array<double> in_order(storage::Reader const& file, Dataset const& dataset,
                                storage::Array<double> values);

/// A warning where a dataset has no names for its axes and two of them have the same length, so
/// that the reader cannot notice if they are exchanged; nothing where the order is certain.
/// \param shape  the lengths of the axes in their expected order
std::optional<std::string> warning_of_axes(storage::Reader const& file, Dataset const& dataset,
                                           std::vector<std::size_t> const& shape);

}  // namespace liq::market
