/// \file
/// Writes a run into a file by its layout (layout.hpp). ReadingForm (reading_form.hpp) has the same
/// members and reads, so that one list of names, axes, units and meanings serves both. A form works
/// inside one group; `group` enters a group below it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/report/text_lists.hpp"
#include "host/storage/writer.hpp"
#include "models/core/units.hpp"

namespace liq::report {

using storage::Description;
using storage::Dimensions;

/// Writes a run.
class WritingForm {
  public:
    static constexpr bool reading = false;
    WritingForm(storage::Writer& writer, std::string group, bool reproducible)
        : writer_(writer), group_(std::move(group)), reproducible_(reproducible) {}

    template <class Members>
    void group(std::string const& name, Members members) {
        writer_.group(group_ + "/" + name);
        WritingForm below(writer_, group_ + "/" + name, reproducible_);
        members(below);
    }

    template <class Value>
    void attribute(std::string const& name, Value const& value) {
        writer_.attribute(group_, name, stored(value));
    }
    /// Writes an attribute that reproducible reports leave out.
    template <class Value>
    void volatile_attribute(std::string const& name, Value const& value) {
        if (!reproducible_) attribute(name, value);
    }
    /// An attribute of the dataset `name` that says more about it; never read back.
    void note(std::string const& name, std::string const& attribute, std::string const& text) {
        writer_.attribute(group_ + "/" + name, attribute, std::string_view(text));
    }
    template <class T>
    void scale(std::string const& name, std::vector<T> const& values, Description const& what) {
        writer_.scale(group_ + "/" + name, values, what);
    }
    template <class T>
    void variable(std::string const& name, Dimensions const& dimensions,
                  std::vector<T> const& values, Description const& what) {
        writer_.variable(group_ + "/" + name, dimensions, values, what);
    }
    void scalar(std::string const& name, double value, Description const& what) {
        writer_.variable(group_ + "/" + name, {}, std::vector{value}, what);
    }
    /// Whether the optional object is to be written.
    [[nodiscard]] bool has(std::string const&, bool present) const { return present; }
    [[nodiscard]] bool has_attribute(std::string const&, bool present) const { return present; }

  private:
    static std::string_view stored(std::string const& text) { return text; }
    static double stored(double number) { return number; }
    static std::uint64_t stored(std::uint64_t count) { return count; }
    static std::int64_t stored(std::int64_t number) { return number; }
    static std::int64_t stored(int number) { return number; }
    static std::int64_t stored(bool flag) { return flag ? 1 : 0; }
    static std::int64_t stored(Duration duration) { return duration.seconds; }
    static std::string stored(std::vector<std::string> const& lines) { return as_lines(lines); }
    static std::string stored(std::map<std::string, std::string> const& set) {
        return as_lines(set);
    }

    storage::Writer& writer_;
    std::string group_;
    bool reproducible_;
};

}  // namespace liq::report
