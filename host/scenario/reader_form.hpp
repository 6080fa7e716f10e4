/// \file
/// The form that reads one table of a scenario into the members of a section.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "host/scenario/benchmark_section.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/simulation_section.hpp"
#include "models/book/parameters.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::scenario {

/// The form that collects the names of the keys and nothing else.
struct KeyNames {
    std::vector<std::string> names;
    template <class T>
    void field(char const* name, T const&, Field const&) {
        names.emplace_back(name);
    }
};

/// Sets every member from its key, after a check of its type and range; a member without a key
/// keeps its default. A message reads
/// `<place>: <key> = <value> <unit> <problem>; accepted: <range> (<meaning>)`.
///
/// reader_form.cpp reads single values, reader_tables.cpp reads tables and lists, and
/// reader_turnover.cpp reads the turnover of a living book.
class Reader {
  public:
    /// Largest number of elements of a list.
    static constexpr std::size_t max_list = 256;

    /// \param table    null where the scenario does not have the table
    /// \param section  its dotted name, for messages and for `places`
    /// \param place    what a message about a missing key names
    /// \param places   receives the place of each key that is found
    Reader(Node const* table, std::string section, std::string place,
           std::map<std::string, std::string>& places);

    void field(char const* name, double& member, Field const& field);
    void field(char const* name, std::uint64_t& member, Field const& field);
    void field(char const* name, int& member, Field const& field);
    void field(char const* name, bool& member, Field const& field);
    void field(char const* name, Duration& member, Field const& field);
    void field(char const* name, DurationOrNever& member, Field const& field);
    /// Also reads the word "never" where that is the default.
    void field(char const* name, std::optional<Duration>& member, Field const& field);
    void field(char const* name, PerSide& member, Field const& field);
    void field(char const* name, BidAsk& member, Field const& field);
    void field(char const* name, DepthKey const& key, Field const& field);
    void field(char const* name, std::string& member, Field const& field);
    void field(char const* name, std::vector<double>& member, Field const& field);
    /// One text, or a list of texts.
    void field(char const* name, std::vector<std::string>& member, Field const& field);
    /// A table of texts and whole numbers, which are kept as texts.
    void field(char const* name, std::map<std::string, std::string>& member, Field const& field);
    void field(char const* name, TargetError& member, Field const& field);
    void field(char const* name, ImpliedVolatility& member, Field const& field);
    void field(char const* name, Turnover& member, Field const& field);

    /// A list of small tables, such as the steps of a sequence.
    template <class Part>
        requires std::is_class_v<Part>
    void field(char const* name, std::vector<Part>& member, Field const& f) {
        KeyNames known;
        Part{}.describe(known);
        for (auto const& [table, section] : parts(name, known.names, f)) {
            Reader below(table, section, table->place.text, places_);
            member.emplace_back().describe(below);
        }
    }
    /// A table within a table, such as the what-if of a position.
    template <class Part>
        requires requires(Part part, KeyNames& names) { part.describe(names); }
    void field(char const* name, Part& member, Field const& f) {
        KeyNames known;
        Part{}.describe(known);
        auto const [table, section] = inner(name, known.names, f);
        if (table == nullptr) return;
        Reader below(table, section, table->place.text, places_);
        member.describe(below);
    }
    template <class T>
    void field(char const* name, std::optional<T>& member, Field const& f) {
        bool const is_there = table_ != nullptr && table_->find(name) != nullptr;
        if (is_there || f.required) field(name, member.emplace(), f);
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void field(char const* name, Enum& member, Field const& f) {
        if (auto const index = word(name, f)) member = static_cast<Enum>(*index);
    }

    /// The index of the word that the key has among `field.words`; nothing if the key is absent.
    std::optional<std::size_t> word(char const* name, Field const& field);

  private:
    struct NamedTable {
        Node const* table;
        std::string section;
    };
    /// The tables of a list, which may have these keys and no others.
    std::vector<NamedTable> parts(char const* name, std::vector<std::string> const& known,
                                  Field const& field);
    /// The table at a key, which may have these keys and no others; null if the key is absent.
    NamedTable inner(char const* name, std::vector<std::string> const& known, Field const& field);
    /// Refuses keys of the table `key_` that are not among these.
    void check_known(Node const& table, std::vector<std::string> const& known,
                     Field const& field) const;
    Node const* find(char const* name, Field const& field);
    [[nodiscard]] std::string at(Node const& node, Field const& field) const;
    [[noreturn]] void refuse_type(Node const& node, Field const& field,
                                  std::string const& accepted) const;
    [[nodiscard]] double number(Node const& node, Field const& field,
                                std::string const& accepted = "") const;
    /// \param or_else  text that says what is accepted besides a duration
    void read(Node const& node, Duration& member, std::string const& or_else, Field const& field);
    [[nodiscard]] static bool is_never(Node const& node);
    void read(Node const& node, DurationOrNever& member, std::string const& or_else,
              Field const& field);
    /// One entry of a list of turnovers; `before` is the leverage of the entry before it, or 0.
    TurnoverBand band(Node const& table, double before, std::string const& accepted,
                      Field const& field);
    [[nodiscard]] std::uint64_t whole(Node const& node, Field const& field) const;
    void check_range(Node const& node, double value, Field const& field) const;
    /// Refuses keys of a small table other than these two.
    void only(Node const& table, char const* first, char const* second, Field const& field) const;
    /// The key of a small table, or an error that says what is accepted instead.
    [[nodiscard]] Node const& part(Node const& table, std::string const& key, char const* name,
                                   std::string const& accepted, Field const& field) const;
    void pair(Node const& node, char const* first, char const* second, double& a, double& b,
              Field const& field);

    Node const* table_;
    std::string section_;
    std::string place_;
    std::map<std::string, std::string>& places_;
    std::string key_;  ///< the dotted key that is read now
};

}  // namespace liq::scenario
