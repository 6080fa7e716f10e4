/// \file
/// Reads typed values from HDF5 files of any origin, which may be damaged.
///
/// Accepts the files of h5py, xarray (h5netcdf, netcdf4) and this program: integers and floats of
/// any width and byte order, strings of fixed or variable length. Everything else is refused with
/// an Error that names file and object. Sizes are checked before memory is allocated. No other file
/// is opened (external links, external storage, virtual datasets).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace liq::storage {

/// Largest number of elements of a dataset, and longest string [bytes].
inline constexpr std::uint64_t most_elements = std::uint64_t{64} << 20;
inline constexpr std::size_t longest_string = std::size_t{1} << 20;
/// Largest number of elements of an attribute.
inline constexpr std::uint64_t most_attribute_elements = 4096;

/// A dataset or an attribute in memory: row-major values and their shape, empty for a scalar.
template <class T>
struct Array {
    std::vector<T> values;
    std::vector<std::size_t> shape;
};

/// Values as a file has them; the first alternative: of another kind (references), not read.
using Stored = std::variant<std::monostate, Array<double>, Array<std::int64_t>,
                            Array<std::uint64_t>, Array<std::string>>;

/// One HDF5 file, open for reading. The constructor reads the whole file without a lock. Therefore
/// later changes of the file have no effect, and file systems without locks can be used.
/// \throws Error: Exit::no_file if the file cannot be read, Exit::bad_input for its contents
class Reader {
  public:
    explicit Reader(std::filesystem::path const& file);
    /// The same for bytes that were read from `file`, their name in messages.
    Reader(std::filesystem::path file, std::string image);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    [[nodiscard]] std::filesystem::path const& path() const;
    /// The bytes of the file at the time when it was opened.
    [[nodiscard]] std::string_view image() const;
    /// The name of an object of this file in messages: `file.h5: /positions/leverage`.
    [[nodiscard]] std::string place(std::string_view object) const;

    /// Whether the object exists. A link to a missing object or to another file is an Error.
    [[nodiscard]] bool has(std::string const& object) const;
    /// Names of the members of a group, sorted.
    [[nodiscard]] std::vector<std::string> members(std::string const& group) const;

    /// The names of each axis of a dataset: those of the dimension scales that are attached, else
    /// its label; empty where it has neither.
    [[nodiscard]] std::vector<std::vector<std::string>> axis_names(
        std::string const& dataset) const;

    /// Integers or floats of any width. Values equal to the attribute `_FillValue` or
    /// `missing_value` become NaN. Packed data (`scale_factor`, `add_offset`) are refused.
    [[nodiscard]] Array<double> numbers(std::string const& dataset) const;
    /// Integers of any width, without loss; floats and values out of range are refused.
    [[nodiscard]] Array<std::int64_t> integers(std::string const& dataset) const;
    [[nodiscard]] Array<std::uint64_t> counts(std::string const& dataset) const;
    /// Unsigned integers of 8 bits with one dimension.
    [[nodiscard]] std::string bytes(std::string const& dataset) const;
    /// Fixed or variable-length strings, valid UTF-8.
    [[nodiscard]] Array<std::string> strings(std::string const& dataset) const;
    /// The values of a dataset or, where one is named, of an attribute of an object.
    [[nodiscard]] Stored stored(std::string const& object, std::string const& attribute = "") const;
    [[nodiscard]] bool is_group(std::string const& object) const;

    /// Names of the attributes of a group or dataset, sorted.
    [[nodiscard]] std::vector<std::string> attributes(std::string const& object) const;
    /// The values of an attribute of a group or dataset (`/` is the root); nothing where it does
    /// not exist.
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

/// The same text with an escape such as `\xE9` for each byte that is not UTF-8, for example in the
/// name of a file in another encoding.
std::string as_utf8(std::string_view bytes);

/// The shape as text: `scalar`, `2 x 3`.
std::string shape_text(std::vector<std::size_t> const& shape);

}  // namespace liq::storage
