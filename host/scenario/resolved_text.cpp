#include "host/scenario/resolved_text.hpp"

#include <sstream>
#include <type_traits>

#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "models/book/parameters.hpp"

namespace liq::scenario {
namespace {

/// The form that writes `key = value` lines.
class Writer {
  public:
    explicit Writer(std::string& out) : out_(out) {}

    void field(char const* name, double value, Field const&) { line(name, toml_number(value)); }
    void field(char const* name, int value, Field const&) { line(name, std::to_string(value)); }
    void field(char const* name, std::uint64_t value, Field const&) {
        line(name, std::to_string(value));
    }
    void field(char const* name, bool value, Field const&) { line(name, value ? "true" : "false"); }
    void field(char const* name, Duration value, Field const&) {
        line(name, toml_string(duration_text(value)));
    }
    void field(char const* name, DurationOrNever value, Field const&) {
        line(name, text_of(value));
    }
    void field(char const* name, Turnover const& value, Field const&) {
        if (value.of_all) return line(name, text_of(*value.of_all));
        if (value.leverage_days)
            return line(name, "{ leverage_days = " + toml_number(*value.leverage_days) + " }");
        std::string list;
        for (TurnoverBand const& band : value.bands)
            list += (list.empty() ? "{ leverage = " : ", { leverage = ") +
                    toml_number(band.leverage) + ", turnover = " + text_of(band.turnover) + " }";
        line(name, "[" + list + "]");
    }
    void field(char const* name, std::string const& value, Field const&) {
        line(name, toml_string(value));
    }
    void field(char const* name, PerSide value, Field const&) {
        pair(name, "long", value.long_side, "short", value.short_side);
    }
    void field(char const* name, BidAsk value, Field const&) {
        pair(name, "bid", value.bid, "ask", value.ask);
    }
    void field(char const* name, DepthKey const& key, Field const& f) {
        if (key.from_market)
            line(name, toml_string(f.words));
        else
            field(name, key.usd, f);
    }
    void field(char const* name, std::vector<double> const& values, Field const&) {
        std::string text;
        for (double const value : values) text += (text.empty() ? "" : ", ") + toml_number(value);
        line(name, "[" + text + "]");
    }
    void field(char const* name, TargetError const& value, Field const&) {
        line(name, value.outcome.empty() ? toml_number(value.value)
                                         : "{ outcome = " + toml_string(value.outcome) +
                                               ", value = " + toml_number(value.value) + " }");
    }
    void field(char const* name, ImpliedVolatility const& value, Field const&) {
        line(name, value.percent > 0 ? toml_number(value.percent)
                                     : "{ file = " + toml_string(value.file) + " }");
    }
    template <class Part>
        requires std::is_class_v<Part>
    void field(char const* name, std::vector<Part> const& parts, Field const&) {
        std::string list;
        for (Part part : parts) {
            std::string lines;
            Writer below(lines);
            part.describe(below);
            list += (list.empty() ? "{ " : ", { ") + on_one_line(lines) + " }";
        }
        line(name, "[" + list + "]");
    }
    /// A table within a table.
    template <class Part>
        requires requires(Part part, Writer& writer) { part.describe(writer); }
    void field(char const* name, Part const& part, Field const&) {
        std::string lines;
        Writer below(lines);
        Part(part).describe(below);
        line(name, "{ " + on_one_line(lines) + " }");
    }
    template <class T>
    void field(char const* name, std::optional<T> const& value, Field const& f) {
        if (value)
            field(name, *value, f);
        else
            out_ += std::string("# ") + name + ": " + f.default_text + "\n";
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void field(char const* name, Enum value, Field const& f) {
        line(name, toml_string(word_at(f.words, static_cast<std::size_t>(value))));
    }

    void line(char const* name, std::string const& value) {
        out_ += std::string(name) + " = " + value + "\n";
    }

  private:
    static std::string text_of(DurationOrNever value) {
        return toml_string(value.never ? never_word : duration_text(value.length));
    }
    /// `key = value` lines as the contents of an inline table, without comments.
    static std::string on_one_line(std::string const& lines) {
        std::string text;
        std::istringstream in(lines);
        for (std::string each; std::getline(in, each);)
            if (!each.starts_with('#')) text += (text.empty() ? "" : ", ") + each;
        return text;
    }
    void pair(char const* name, char const* first, double a, char const* second, double b) {
        line(name, a == b ? toml_number(a)
                          : std::string("{ ") + first + " = " + toml_number(a) + ", " + second +
                                " = " + toml_number(b) + " }");
    }

    std::string& out_;
};

}  // namespace

std::string resolved_text(Scenario const& original) {
    Scenario scenario = original;  // `describe` takes members that it may change, as for readers
    std::string out;
    Writer writer(out);
    writer.line("schema", std::to_string(scenario_schema_version));
    for_each_section(scenario, [&](std::string const& name, auto& section) {
        if (!section_applies(scenario, name)) return;
        if (!name.empty()) out += "\n[" + name + "]\n";
        // The word that makes the choice comes first, the keys that it chooses come last.
        visit_choice_of(scenario, name, [&](char const* key, auto& chosen, char const*) {
            std::visit([&](auto& one) { writer.line(key, toml_string(one.name)); }, chosen);
        });
        section.describe(writer);
        visit_choice_of(scenario, name, [&](char const*, auto& chosen, char const*) {
            std::visit([&](auto& one) { one.describe(writer); }, chosen);
        });
    });
    for (auto& wall : scenario.walls) {
        out += "\n[[wall]]\n";
        wall.describe(writer);
    }
    for (auto& event : scenario.events) {
        out += "\n[[event]]\n";
        event.describe(writer);
        std::visit(
            [&](auto& question) {
                writer.line("kind", toml_string(question.kind));
                question.describe(writer);
            },
            event.question);
    }
    for (auto& limit : scenario.limits) {
        out += "\n[[limit]]\n";
        limit.describe(writer);
    }
    for (auto& position : scenario.positions) {
        out += "\n[[position]]\n";
        position.describe(writer);
    }
    return out;
}

}  // namespace liq::scenario
