/// \file
/// The form that lists the keys of a section: one entry of the catalogue for each key.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/scenario/catalogue.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {

/// Adds an entry to `keys` for each key of what describes itself; the keys are those of `section`.
class KeyList {
  public:
    KeyList(std::string section, std::vector<KeyInfo>& keys)
        : section_(std::move(section)), keys_(keys) {}

    /// The keys that follow exist only where `key` has the value `word`.
    void only_with(std::string key, std::string word) {
        only_with_key_ = std::move(key);
        only_with_word_ = std::move(word);
    }

    void field(char const* name, double value, Field const& f) { number(name, "number", value, f); }
    void field(char const* name, int value, Field const& f) {
        number(name, "integer", static_cast<std::uint64_t>(value), f);
    }
    void field(char const* name, std::uint64_t value, Field const& f) {
        number(name, "integer", value, f);
    }
    void field(char const* name, bool value, Field const& f) {
        add(name, "true or false", value, f);
    }
    void field(char const* name, std::string const& value, Field const& f) {
        add(name, "text", value, f);
    }
    void field(char const* name, Duration value, Field const& f) {
        auto& info = number(name, "duration", duration_text(value), f);
        info.unit.clear();
    }
    void field(char const* name, DurationOrNever value, Field const& f) {
        auto& info = number(name, "duration or word", duration_text(value.length), f);
        info.unit.clear();
        info.words = {never_word};
    }
    void field(char const* name, Turnover const&, Field const& f) {
        field(name, DurationOrNever{}, f);
        keys_.back().type = "duration, word, { leverage_days } or list of { leverage, turnover }";
    }
    void field(char const* name, std::optional<Duration> const&, Field const& f) {
        if (std::string_view(f.default_text) == never_word)
            field(name, DurationOrNever{}, f);
        else
            field(name, Duration{}, f);
        keys_.back().default_value = {};
    }
    void field(char const* name, PerSide value, Field const& f) {
        number(name, "number or { long, short }", value.long_side, f);
    }
    void field(char const* name, BidAsk value, Field const& f) {
        number(name, "number or { bid, ask }", value.bid, f);
    }
    void field(char const* name, DepthKey const& key, Field const& f) {
        number(name, "number, { bid, ask } or word", key.usd.bid, f);
    }
    void field(char const* name, std::vector<double> const& value, Field const& f) {
        number(name, "list of numbers", value, f);
    }
    void field(char const* name, std::vector<std::string> const&, Field const& f) {
        add(name, "text or list of texts", {}, f);
    }
    void field(char const* name, std::map<std::string, std::string> const&, Field const& f) {
        add(name, "table of texts and integers", {}, f);
    }
    void field(char const* name, TargetError const& value, Field const& f) {
        number(name, "number or { outcome, value }", value.value, f);
    }
    void field(char const* name, ImpliedVolatility const&, Field const& f) {
        add(name, "number or { file }", {}, f);
    }
    template <class Part>
        requires std::is_class_v<Part>
    void field(char const* name, std::vector<Part> const&, Field const& f) {
        std::vector<KeyInfo> parts;
        KeyList list("", parts);
        Part{}.describe(list);
        add(name, "list of tables", {}, f).parts = std::move(parts);
    }
    /// A table inside a table.
    template <class Part>
        requires requires(Part part, KeyList& list) { part.describe(list); }
    void field(char const* name, Part const& part, Field const& f) {
        std::vector<KeyInfo> parts;
        KeyList list("", parts);
        Part(part).describe(list);
        add(name, "table", {}, f).parts = std::move(parts);
    }
    template <class T>
    void field(char const* name, std::optional<T> const&, Field const& f) {
        field(name, T{}, f);
        keys_.back().default_value = {};
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void field(char const* name, Enum value, Field const& f) {
        add(name, "word", word_at(f.words, static_cast<std::size_t>(value)), f);
    }

  private:
    KeyInfo& add(char const* name, char const* type, KeyInfo::Value value, Field const& f) {
        KeyInfo info;
        info.key = dotted(section_, name);
        info.type = type;
        if (!f.required) info.default_value = std::move(value);
        info.default_text = f.default_text;
        info.meaning = f.meaning;
        info.required = f.required;
        for (std::size_t i = 0; i < count_words(f.words); ++i)
            info.words.push_back(word_at(f.words, i));
        info.only_with_key = only_with_key_;
        info.only_with_word = only_with_word_;
        return keys_.emplace_back(std::move(info));
    }
    KeyInfo& number(char const* name, char const* type, KeyInfo::Value value, Field const& f) {
        auto& info = add(name, type, std::move(value), f);
        info.unit = f.unit;
        info.range = f.range;
        return info;
    }

    std::string section_;
    std::vector<KeyInfo>& keys_;
    std::string only_with_key_;
    std::string only_with_word_;
};

}  // namespace liq::scenario
