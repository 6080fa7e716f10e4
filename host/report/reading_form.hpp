/// \file
/// Reads a run from a file by its layout (layout.hpp). WritingForm (writing_form.hpp) has the same
/// members and writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/storage/reader.hpp"
#include "host/storage/writer.hpp"
#include "models/core/units.hpp"

namespace liq::report {

using storage::Description;
using storage::Dimensions;

/// The values that were read from a file, in order. A damaged file can crash the process that reads
/// it, so a child process reads the file and records the values, and the parent process goes
/// through the layout again with this record (read_report.cpp).
class Answers {
  public:
    explicit Answers(storage::Reader file) : reader_(std::move(file)) {}
    explicit Answers(nlohmann::json answers) : answers_(std::move(answers)) {}

    /// The result of `ask(reader)`: computed now, or taken from the record of the child process.
    template <class Value, class Ask>
    Value next(Ask ask) {
        if (!reader_) return answers_.at(at_++).get<Value>();
        Value value = ask(*reader_);
        answers_.push_back(value);
        return value;
    }
    /// The values since the last call.
    [[nodiscard]] nlohmann::json take() { return std::exchange(answers_, nlohmann::json::array()); }

  private:
    std::optional<storage::Reader> reader_;
    nlohmann::json answers_ = nlohmann::json::array();
    std::size_t at_ = 0;
};

/// Reads a run. \throws Error(Exit::bad_input) where the file differs from the layout
class ReadingForm {
  public:
    static constexpr bool reading = true;
    ReadingForm(Answers& answers, std::filesystem::path const& file, std::string group)
        : answers_(answers), file_(file), group_(std::move(group)) {}

    template <class Members>
    void group(std::string const& name, Members members) {
        ReadingForm below(answers_, file_, group_ + "/" + name);
        members(below);
    }

    void attribute(std::string const& name, std::string& value);
    void attribute(std::string const& name, double& value);
    void attribute(std::string const& name, std::uint64_t& value);
    void attribute(std::string const& name, std::int64_t& value);
    void attribute(std::string const& name, int& value);
    void attribute(std::string const& name, bool& value);
    void attribute(std::string const& name, Duration& value);
    void attribute(std::string const& name, std::vector<std::string>& lines);
    void attribute(std::string const& name, std::map<std::string, std::string>& set);
    template <class Value>
    void volatile_attribute(std::string const& name, Value& value) {
        if (has_attribute(name, true)) attribute(name, value);
    }
    void note(std::string const&, std::string const&, std::string const&) {}

    void scale(std::string const& name, std::vector<double>& values, Description const&);
    void scale(std::string const& name, std::vector<std::int64_t>& values, Description const&);
    void scale(std::string const& name, std::vector<std::string>& values, Description const&);
    void variable(std::string const& name, Dimensions const& dimensions,
                  std::vector<double>& values, Description const&);
    void variable(std::string const& name, Dimensions const& dimensions,
                  std::vector<std::uint64_t>& values, Description const&);
    void variable(std::string const& name, Dimensions const& dimensions,
                  std::vector<std::string>& values, Description const&);
    void scalar(std::string const& name, double& value, Description const&);
    /// Whether the optional object is in the file.
    [[nodiscard]] bool has(std::string const& name, bool);
    [[nodiscard]] bool has_attribute(std::string const& name, bool);

  private:
    template <class T, class Ask>
    std::vector<T> dataset(std::string const& name, std::vector<std::size_t> const& shape, Ask ask);
    template <class T, class Ask>
    T one(std::string const& name, Ask ask);
    [[nodiscard]] std::vector<std::size_t> shape_of(Dimensions const& dimensions) const;

    Answers& answers_;
    std::filesystem::path const& file_;
    std::string group_;
    std::map<std::string, std::size_t> lengths_;
};

}  // namespace liq::report
