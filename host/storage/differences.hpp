/// \file
/// In what two HDF5 files differ, value by value.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host/storage/reader.hpp"

namespace liq::storage {

/// An object that two files do not have alike.
struct Difference {
    std::string object;          ///< its path in the first file
    std::string attribute;       ///< empty: the dataset or group itself
    std::string what;            ///< "[3] is 0.32, expected 0.33, 1 of 4 values differs"
    bool only_expected = false;  ///< the first file does not have it at all
};

/// A group of a file, and all that is below it.
struct Below {
    Reader const& file;
    std::string group;
};

/// What is not compared as it stands.
struct ComparisonRules {
    /// Whether to leave out an object or, where one is named, an attribute. Paths are those of the
    /// first file.
    std::function<bool(std::string const& object, std::string const& attribute)> skip;
    /// What of a text is compared.
    std::function<std::string(std::string const& object, std::string const& attribute,
                              std::string const& text)>
        text;
};

/// Compares everything below a group with everything below another one: members, shapes, values and
/// attributes. Numbers are alike if all their bits are, or both are NaN. How values are stored
/// (width of integers, chunks, compression) and references between objects are not compared.
/// \throws Error (Exit::bad_input) for what cannot be read
std::vector<Difference> differences(Below const& found, Below const& expected,
                                    ComparisonRules const& rules);

}  // namespace liq::storage
