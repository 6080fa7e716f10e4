#include <algorithm>
#include <cmath>

#include "host/report/outcome_text.hpp"
#include "host/report/run_labels.hpp"
#include "host/scenario/overrides.hpp"
#include "host/stress/stress_report.hpp"
#include "host/words/numbers.hpp"
#include "host/words/shell.hpp"
#include "host/words/text_page.hpp"

namespace liq::stress {
namespace {

using words::Look;
using words::Table;

std::string with_unit(StressKey const& key, std::string const& text) {
    if (key.has_sides()) return "x " + text;
    return key.unit == "1" ? text : text + " " + key.unit;
}

std::string usd(double value) {
    return value < 0 ? "-" + words::money(-value) : words::money(value);
}

std::string plus_minus(Crossing const& c) {
    if (std::isfinite(c.standard_error)) return " +- " + words::significant(c.standard_error);
    return c.jumps ? "" : ", error not known";
}

/// The measure of a change.
std::string measure_of(StressKey const& key) {
    if (!key.is_ratio) return "the difference" + (key.unit == "1" ? "" : " in " + key.unit);
    return "ln(value/base)";
}

class Text {
  public:
    Text(StressResult const& result, words::TextStyle const& style) : r_(result), page_(style) {}

    std::string all() {
        headline();
        if (r_.there_already)
            page_.paragraph("",
                            "The scenario already has this " + value() + ": no change is needed.",
                            Look::good);
        else
            answer();
        contour();
        ends();
        reversals();
        trials();
        for (auto const& warning : r_.warnings)
            page_.paragraph("warning: ", warning, Look::warning);
        page_.paragraph("", report::error_legend("+-"));
        page_.paragraph("", words::whole(r_.paths) + " paths, seed " + std::to_string(r_.seed) +
                                ", the same for every value; " + words::whole(r_.trials.size()) +
                                " simulations" +
                                (r_.few_paths < r_.paths ? ", the first ones with " +
                                                               words::whole(r_.few_paths) + " paths"
                                                         : ""));
        return page_.text();
    }

  private:
    [[nodiscard]] bool is_money() const { return r_.unit == "USD"; }
    [[nodiscard]] std::string value() const { return is_money() ? "value" : "probability"; }
    [[nodiscard]] std::string plain_text(double number) const {
        return is_money() ? usd(number) : words::percent(number);
    }
    [[nodiscard]] std::string value_text(findings::Estimate const& e) const {
        if (!is_money())
            return words::percent_with_interval(e.probability, e.standard_error, e.low, e.high);
        return usd(e.probability) + "  (95 % interval " + usd(e.low) + " to " + usd(e.high) + ")";
    }
    [[nodiscard]] std::string reach_text() const {
        return is_money() ? usd(r_.asked.reach) : words::significant(100 * r_.asked.reach) + " %";
    }

    void headline() {
        if (!r_.complete) {
            page_.paragraph("!!! ",
                            "INCOMPLETE: the search was stopped. The results below are those found "
                            "so far.",
                            Look::alarm);
            page_.line();
        }
        page_.line(r_.name, Look::strong);
        page_.paragraph("  ", r_.question + "? [" + r_.asked.outcome + "]");
        page_.paragraph("      ", "without changes " + value_text(r_.base));
        page_.paragraph("      ", "asked for: " + reach_text());
        page_.line();
    }

    void answer() {
        bool const two = r_.keys.size() == 2;
        if (r_.nearest < 0) {
            if (r_.complete)
                page_.paragraph("", "NOT REACHED with any accepted value.", Look::warning);
            return;
        }
        StressPoint const& point = r_.points[static_cast<std::size_t>(r_.nearest)];
        page_.line(two ? "SMALLEST CHANGE of both keys" : "SMALLEST CHANGE", Look::strong);
        for (std::size_t key = 0; key < r_.keys.size(); ++key) value_of_key(point, key);
        Crossing const& c = point.crossing;
        std::string size = words::significant(c.at) + plus_minus(c);
        if (two)
            size += ": the root of the sum of squares of " + measure_of(r_.keys[0]) + " (" +
                    r_.keys[0].name + ") and " + measure_of(r_.keys[1]) + " (" + r_.keys[1].name +
                    ")";
        else
            size += ", " + measure_of(r_.keys[0]);
        page_.paragraph("  change ", size);
        page_.paragraph("  " + value() + " there ", value_text(c.estimate));
        std::string command = "  liqcascade run " + words::shell_word(r_.asked.scenario);
        for (std::string const& one : r_.set) command += " " + scenario::option_text(one);
        page_.verbatim(command);
        remarks(c);
    }

    void value_of_key(StressPoint const& point, std::size_t index) {
        StressKey const& key = r_.keys[index];
        Crossing const& c = point.crossing;
        if (point.direction[index] == 0) return page_.paragraph("  ", key.name + ": unchanged");
        double const at = key.value(point.change(index, c.at));
        double low = key.value(point.change(index, c.low));
        double high = key.value(point.change(index, c.high));
        double const error = (std::abs(high - at) + std::abs(low - at)) / 4;
        if (low > high) std::swap(low, high);
        std::string const base =
            key.has_sides() ? key.toml(0) : value_in_words(key, key.base[0], findings::not_known);
        page_.paragraph("  ", key.name + ": " + base + " -> " +
                                  with_unit(key, value_in_words(key, at, error)) +
                                  "  (95 % interval " + value_in_words(key, low, error) + " to " +
                                  value_in_words(key, high, error) + ")");
    }

    void remarks(Crossing const& c) {
        if (c.jumps)
            page_.paragraph("  warning: ",
                            "the " + value() +
                                " jumps over the asked value here; this is the first place "
                                "beyond it",
                            Look::warning);
        if (c.low_open)
            page_.paragraph("  warning: ",
                            "the " + value() +
                                " without changes cannot be distinguished from the asked "
                                "one: the interval begins at no change",
                            Look::warning);
        if (c.high_open)
            page_.paragraph("  warning: ",
                            "the interval is open: up to the last accepted value the " + value() +
                                " cannot "
                                "be distinguished from the asked one. Use more --paths",
                            Look::warning);
    }

    void contour() {
        if (r_.keys.size() != 2 || r_.nearest < 0) return;
        page_.line();
        page_.line("CONTOUR: here the " + value() + " is " + reach_text(), Look::strong);
        Table table;
        auto const names = report::short_keys({r_.keys[0].name, r_.keys[1].name});
        table.head({"", names[0], names[1], "change", "+-"});
        for (std::size_t i = 0; i < r_.points.size(); ++i) {
            StressPoint const& point = r_.points[i];
            Crossing const& c = point.crossing;
            bool const is_nearest = static_cast<int>(i) == r_.nearest;
            std::vector<words::Cell> cells{is_nearest ? "  the smallest change" : ""};
            for (std::size_t key = 0; key < 2; ++key) {
                StressKey const& k = r_.keys[key];
                double const at = k.value(point.change(key, c.at));
                double const error =
                    std::abs(k.value(point.change(key, c.at + c.standard_error)) - at);
                cells.emplace_back(value_in_words(k, at, error));
            }
            cells.emplace_back(words::significant(c.at));
            cells.emplace_back(std::isfinite(c.standard_error)
                                   ? words::significant(c.standard_error)
                               : c.jumps ? "jumps"
                                         : "not known");
            table.row(std::move(cells), is_nearest ? Look::good : Look::plain);
        }
        page_.table(table);
        page_.line();
        for (auto const& line : contour_picture(r_, page_.style())) page_.line(line);
    }

    [[nodiscard]] std::string place(std::vector<double> const& change) const {
        std::string text;
        for (std::size_t key = 0; key < r_.keys.size(); ++key)
            text += (text.empty() ? "" : ", ") + r_.keys[key].name + " " +
                    with_unit(r_.keys[key],
                              value_in_words(r_.keys[key], r_.keys[key].value(change[key]),
                                             findings::not_known));
        return text;
    }

    void ends() {
        if (r_.ends.empty()) return;
        page_.line();
        page_.line("WHERE THE SEARCH ENDED without reaching the " + value(), Look::strong);
        for (StressEnd const& end : r_.ends)
            page_.paragraph("  ",
                            place(end.change) + ": " + value_text(end.estimate) + "; " + end.why);
    }

    void reversals() {
        for (StressReversal const& reversal : r_.reversals)
            page_.paragraph("warning: ",
                            "the " + value() +
                                " is not monotone: " + plain_text(reversal.probability_from) +
                                " at " + place(reversal.from) + ", " +
                                plain_text(reversal.probability_to) + " at " + place(reversal.to) +
                                ". The result is the nearest place that the search found",
                            Look::warning);
    }

    /// All simulations in order of the value: the curve of the probability, for one key.
    void trials() {
        if (r_.keys.size() != 1 || r_.trials.empty()) return page_.line();
        std::vector<StressTrial const*> by_value;
        for (StressTrial const& trial : r_.trials) by_value.push_back(&trial);
        std::ranges::stable_sort(by_value, {},
                                 [](StressTrial const* trial) { return trial->change[0]; });
        page_.line();
        Table table;
        table.head(
            {"SIMULATIONS", "value", is_money() ? r_.asked.outcome : "probability", "+-", "paths"});
        for (StressTrial const* trial : by_value) {
            findings::Estimate const& e = trial->estimate;
            int const digits = words::digits_for(e.standard_error);
            table.row({"",
                       value_in_words(r_.keys[0], r_.keys[0].value(trial->change[0]),
                                      findings::not_known),
                       is_money() ? usd(e.probability) : words::percent(e.probability, digits),
                       is_money() ? usd(e.standard_error)
                       : e.standard_error == 0 && e.low < e.high
                           ? report::bound_in_words(e)
                           : words::percent(e.standard_error, digits),
                       words::whole(trial->paths)});
        }
        page_.table(table);
        page_.line();
    }

    StressResult const& r_;
    words::TextPage page_;
};

}  // namespace

std::string stress_text(StressResult const& result, words::TextStyle const& style) {
    return Text(result, style).all();
}

}  // namespace liq::stress
