// What a run is about, how far it may be trusted at a glance, and how to repeat it.

#include <cmath>
#include <cstdint>

#include "host/page/section.hpp"
#include "host/report/limit_text.hpp"
#include "host/report/warnings_of_runs.hpp"
#include "host/results/limits.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/shell.hpp"
#include "host/words/utc_time.hpp"

namespace liq::page {
namespace {

/// Terms and what they are, as a list.
class Facts {
  public:
    void add(char const* term, Html const& what) {
        rows_ += element("div", element("dt", term) + element("dd", what));
    }
    void add(char const* term, std::string const& what) {
        if (!what.empty()) add(term, text(what));
    }
    [[nodiscard]] Html html() const { return element("dl", rows_, {{"class", "facts"}}); }

  private:
    Html rows_;
};

Html count(std::uint64_t n) {
    return element("data", words::whole(n), {{"value", std::to_string(n)}});
}

/// How old the snapshot was when the report was made, where both times are known.
std::string age(findings::RunFindings const& f, std::string const& created) {
    auto const then = words::parse_utc(f.as_of), now = words::parse_utc(created);
    if (!then || !now) return "not known: the report does not say when it was made";
    if (*now < *then) return "none: the snapshot is from after the report was made";
    return words::about_duration(static_cast<double>(*now - *then)) +
           " when the report was made, " + time_in_words(created);
}

/// A digest, of which the page shows the beginning.
Html digest(std::string const& sha256) {
    return element("code", sha256.substr(0, 16), {{"title", sha256}});
}

void add_computation(Facts& facts, findings::RunFindings const& f) {
    facts.add("Paths",
              count(f.paths) + (f.paths == f.paths_asked
                                    ? Html()
                                    : text(" of ") + count(f.paths_asked) + text(" asked")));
    facts.add("Step", words::duration(static_cast<double>(f.step.seconds)));
    facts.add("Seed", element("data", std::to_string(f.seed), {{"value", std::to_string(f.seed)}}));
    facts.add("Errors", f.error_method);
    if (f.step_check_paths > 0)
        facts.add("Step check", count(f.step_check_paths) + text(" paths at half the step too"));
    if (f.target)
        facts.add("Target", "standard error " + words::significant(f.target->standard_error) +
                                " of " + f.target->outcome +
                                (f.target->reached ? ", reached" : ", not reached"));
}

void add_machine(Facts& facts, findings::RunFindings const& f) {
    std::string machine = f.backend;
    if (!f.device.empty()) machine += ", " + f.device;
    if (std::isfinite(f.seconds) && f.seconds > 0)
        machine += (machine.empty() ? "" : "; ") + words::duration(f.seconds);
    facts.add("Computed on", machine);
    facts.add("Note", f.backend_note);
}

/// The word of a state and a sign that needs no colour.
Html light(std::string const& state) {
    std::string const sign = state == results::limit_ok       ? "\u2713 "
                             : state == results::limit_breach ? "\u2715 "
                             : state == results::limit_warn   ? "! "
                                                              : "? ";
    return element("span", sign + state, {{"class", "light " + state}});
}

}  // namespace

std::string time_in_words(std::string const& iso) {
    auto const seconds = words::parse_utc(iso);
    return seconds ? words::utc_text(*seconds) : iso;
}

Section head(ShownRun const& shown, findings::Report const& report) {
    findings::RunFindings const& f = shown.run;
    Facts facts;
    facts.add("As of", element("time", time_in_words(f.as_of), {{"datetime", f.as_of}}));
    facts.add("Age of the snapshot", age(f, shown.reproducible ? "" : report.created));
    facts.add("Asset", f.asset + "/" + f.quote);
    facts.add("Spot", in_words(Unit::price, f.spot));
    facts.add("Horizon", words::duration(static_cast<double>(f.horizon.seconds)));
    facts.add("Known from accounts",
              f.coverage
                  ? number(*f.coverage, words::percent(*f.coverage)) + text(" of the open interest")
                  : text("not stated; the book rests on assumptions"));
    add_computation(facts, f);
    if (!shown.reproducible) add_machine(facts, f);
    facts.add("Program", report.program + " " + report.version + ", revision " + report.revision);
    facts.add("Scenario", digest(f.scenario_sha256));
    facts.add("Snapshot", text(f.market_file + " ") + digest(f.market_sha256));
    Html changes;
    for (auto const& [key, value] : f.set)
        changes += element("li", element("code", key + " = " + value));
    if (!changes.empty()) facts.add("Changed", element("ul", changes));

    Html body;
    if (!f.failure.empty())
        body += element("p", "This run failed: " + f.failure, {{"class", "alarm"}});
    if (!f.complete && (f.failure.empty() || f.paths > 0))
        body += element("p",
                        "This run is not complete: " + words::whole(f.paths) + " of " +
                            words::whole(f.paths_asked) +
                            " paths were simulated, and everything below is from these alone.",
                        {{"class", "alarm"}});
    if (!f.description.empty()) body += element("p", f.description, {{"class", "lead"}});
    return {"head", "The run", body + facts.html()};
}

Section warnings(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    Html list, assumed;
    if (!f.assumptions.empty())
        assumed =
            element("p", text("The snapshot states its assumptions: ") + lines(f.assumptions));
    for (std::string const& warning : report::warnings_of(f, !shown.reproducible))
        list += element("li", warning);
    if (!list.empty()) list = element("ul", list, {{"class", "warnings"}});
    return {"warnings", warnings_title, assumed + list};
}

Section limits(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    std::vector<std::vector<Html>> rows;
    for (findings::LimitFinding const& limit : f.limits) {
        auto const bound = [&](double value) {
            return std::isnan(value) ? Html::trusted("&ndash;")
                                     : number(value, report::limit_value(limit, value));
        };
        rows.push_back({text(limit.metric), light(limit.state), bound(limit.value),
                        text(report::limit_interval(limit)), bound(limit.warn), bound(limit.max)});
    }
    if (rows.empty()) return {"limits", "Limits", {}};
    Html const legend = element("p",
                                "Limits are upper ones and are judged with the 95 % interval of "
                                "the value: a breach lies wholly above "
                                "the maximum, and uncertain says that the limit which decides lies "
                                "inside the interval, so that more "
                                "paths may tell.");
    return {"limits", "Limits",
            table("Limits and their states",
                  {text("metric"), text("state"), text("value"), text("95 % interval"),
                   text("warn above"), text("maximum")},
                  rows, "numbers") +
                legend};
}

Section repeat(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    if (f.scenario_text.empty()) return {"repeat", "How to repeat it", {}};
    std::string const file = f.name + ".toml";
    Html body = element(
        "p", "Save the scenario below as " + file + " beside the snapshot " + f.market_file +
                 " (SHA-256 " + f.market_sha256 +
                 "). It has every key with its value, also those left at their default. The same "
                 "version of the program then gives the same numbers on every machine:");
    body += element("pre", element("code", "liqcascade run " + words::shell_word(file) + " -o " +
                                               words::shell_word(f.name + ".h5")));
    body += element("p", "SHA-256 of the scenario: " + f.scenario_sha256);
    return {"repeat", "How to repeat it",
            body + details("The scenario, " + file,
                           element("pre", element("code", lines(f.scenario_text))))};
}

}  // namespace liq::page
