/// \file
/// Typed writing of HDF5 files that open everywhere: in xarray with both of its engines, in h5py,
/// netCDF and h5dump.
///
/// Every axis has a dimension scale, every string is of variable length and UTF-8, every column a
/// dataset of its own. Nothing in the file depends on the clock or on memory: equal content gives
/// equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/storage/new_file.hpp"

namespace liq::storage {

/// What a dataset says about itself; empty texts are left out.
struct Description {
    std::string_view units;
    std::string_view long_name;
};

/// Names of the axes of a dataset: dimension scales of the same group, slowest first.
using Dimensions = std::vector<std::string>;

/// An object or attribute of a file.
struct Written {
    std::string path;
    std::string attribute;  ///< its name; empty for a dataset
    std::string type;       ///< "text", "float64", "int64", ...
    Dimensions dimensions;  ///< of a dataset; a scale has its own name
    std::string units;      ///< empty where there are none
    std::string meaning;    ///< long_name of a dataset
};

/// An HDF5 file under construction.
///
/// Objects are named by absolute paths and written once; the group of an object comes before it, a
/// scale before what lies along it. Errors are Exit::failed, mistakes of the program, but where a
/// disk does not take a file: then a later `group` or `close` throws as NewFile does.
class Writer {
  public:
    /// In memory, for `finish`.
    Writer();
    /// In `file`, for `close`; memory does not grow with what is written. The file outlives this.
    explicit Writer(NewFile& file);
    ~Writer();
    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;

    void group(std::string const& path);
    /// A second name for an object that was written (a hard link).
    void link(std::string const& path, std::string const& existing);

    /// Attributes of a group or dataset, "/" for the root; one value or several in a row.
    void attribute(std::string const& object, std::string const& name, std::string_view value);
    void attribute(std::string const& object, std::string const& name, double value);
    void attribute(std::string const& object, std::string const& name,
                   std::span<std::int32_t const> values);
    void attribute(std::string const& object, std::string const& name, std::int64_t value);
    void attribute(std::string const& object, std::string const& name, std::uint64_t value);

    /// A dimension scale: the coordinate of the axis that has its name.
    void scale(std::string const& path, std::span<double const> values, Description const& what);
    void scale(std::string const& path, std::span<std::int64_t const> values,
               Description const& what);
    void scale(std::string const& path, std::span<std::string const> values,
               Description const& what);

    /// Bytes as a dataset that is its own axis.
    void bytes(std::string const& path, std::span<std::uint8_t const> values,
               Description const& what);

    /// A dataset along scales; no dimensions: a scalar. Floats declare NaN as `_FillValue`.
    void variable(std::string const& path, Dimensions const& dimensions,
                  std::span<double const> values, Description const& what);
    void variable(std::string const& path, Dimensions const& dimensions,
                  std::span<std::int64_t const> values, Description const& what);
    void variable(std::string const& path, Dimensions const& dimensions,
                  std::span<std::uint64_t const> values, Description const& what);
    void variable(std::string const& path, Dimensions const& dimensions,
                  std::span<std::string const> values, Description const& what);
    /// Flags: int8 0 or 1 with the attribute dtype = "bool", which xarray reads as booleans.
    void flags(std::string const& path, Dimensions const& dimensions,
               std::span<std::int8_t const> values, Description const& what);

    /// Every dataset and attribute so far, in order; not what each dataset says about itself. Of a
    /// file in memory; none otherwise.
    [[nodiscard]] std::vector<Written> const& written() const;

    /// The bytes of the finished file in memory. The writer cannot be used afterwards.
    [[nodiscard]] std::vector<std::byte> finish();
    /// Hands all that is left to the file, which can then be published.
    /// \throws Error(Exit::no_file) if the disk did not take it
    void close();

  private:
    struct File;
    std::unique_ptr<File> file_;
};

}  // namespace liq::storage
