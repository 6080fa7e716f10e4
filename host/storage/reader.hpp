/// \file
/// Typed reading of HDF5 files that somebody else may have written, well or badly.
///
/// Accepts what h5py, xarray (h5netcdf, netcdf4) and this program write: any integer or float width
/// and byte order, fixed or variable-length strings. Everything else is refused with an Error that
/// names file and object. Sizes are checked before memory is asked for. Other files are never
/// opened on behalf of this one (external links, external storage, virtual datasets).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liq::storage {

/// Most elements of one dataset, and longest string in bytes; larger ones are refused.
inline constexpr std::uint64_t most_elements = std::uint64_t{64} << 20;
inline constexpr std::size_t longest_string = std::size_t{1} << 20;
/// Most elements of one attribute.
inline constexpr std::uint64_t most_attribute_elements = 4096;

/// A dataset or an attribute in memory: row-major values and their shape, empty for a scalar.
template <class T>
struct Array {
    std::vector<T> values;
    std::vector<std::size_t> shape;
};

/// One HDF5 file, open for reading. All of it is read first, once and without a lock: nothing that
/// happens to the file later changes what is read, and file systems without locks are as good.
///
/// Errors: Exit::no_file if the file cannot be read, Exit::bad_input for its content.
class Reader {
  public:
    explicit Reader(std::filesystem::path const& file);
    /// The same of bytes that were read from `file`, which names them in messages.
    Reader(std::filesystem::path file, std::string image);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    [[nodiscard]] std::filesystem::path const& path() const;
    /// The bytes of the file, as they were when it was opened.
    [[nodiscard]] std::string_view image() const;
    /// How messages name an object of this file: `file.h5: /positions/leverage`.
    [[nodiscard]] std::string place(std::string_view object) const;

    /// Whether the object is there. A link to nothing or to another file is an Error.
    [[nodiscard]] bool has(std::string const& object) const;
    /// Names of the members of a group, sorted.
    [[nodiscard]] std::vector<std::string> members(std::string const& group) const;

    /// What each axis of a dataset is called: names of the dimension scales that are attached, or
    /// its label; empty where it has neither.
    [[nodiscard]] std::vector<std::vector<std::string>> axis_names(
        std::string const& dataset) const;

    /// Integers or floats of any width. What equals the attribute `_FillValue` or `missing_value`
    /// becomes NaN; packed data (`scale_factor`, `add_offset`) are refused, not misread.
    [[nodiscard]] Array<double> numbers(std::string const& dataset) const;
    /// Integers of any width, exactly; floats are refused, and so is what does not fit.
    [[nodiscard]] Array<std::int64_t> integers(std::string const& dataset) const;
    [[nodiscard]] Array<std::uint64_t> counts(std::string const& dataset) const;
    /// Unsigned integers of 8 bits, in a row.
    [[nodiscard]] std::string bytes(std::string const& dataset) const;
    /// Fixed or variable-length strings, valid UTF-8.
    [[nodiscard]] Array<std::string> strings(std::string const& dataset) const;

    /// Names of the attributes of a group or dataset, sorted.
    [[nodiscard]] std::vector<std::string> attributes(std::string const& object) const;
    /// Attributes of a group or dataset, `/` for the root; nothing where there is none.
    [[nodiscard]] std::optional<std::string> text(std::string const& object,
                                                  std::string const& attribute) const;
    [[nodiscard]] std::optional<Array<double>> attribute_numbers(
        std::string const& object, std::string const& attribute) const;
    [[nodiscard]] std::optional<Array<std::uint64_t>> attribute_counts(
        std::string const& object, std::string const& attribute) const;
    [[nodiscard]] std::optional<Array<std::string>> attribute_strings(
        std::string const& object, std::string const& attribute) const;

  private:
    struct File;
    std::unique_ptr<File> file_;
};

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

/// The same bytes where they are UTF-8; what is not, such as a name of a file in another encoding,
/// is escaped byte by byte: `\xE9`.
std::string as_utf8(std::string_view bytes);

/// The shape in words: `scalar`, `2 x 3`.
std::string shape_text(std::vector<std::size_t> const& shape);

}  // namespace liq::storage
