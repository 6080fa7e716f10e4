#include "host/page/page.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "host/page/assets.hpp"
#include "host/page/section.hpp"
#include "host/page/worst_runs.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

/// No address may be asked for anything, whatever stands in the page.
constexpr char const* nothing_from_outside =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; "
    "form-action 'none'";

/// More runs than this are shown with fewer points each.
constexpr std::size_t few_runs = 6;
/// The size of a page; runs in detail that do not fit are left out.
constexpr std::size_t most_bytes = 1'950'000;

/// Sections with a body, and the links to them.
class Body {
  public:
    void add(Section const& section, std::string const& prefix, char const* heading) {
        if (section.body.empty()) return;
        std::string const id = prefix + section.id;
        sections_ += element(
            "section", element(heading, section.title, {{"id", id + "-title"}}) + section.body,
            {{"id", id}, {"aria-labelledby", id + "-title"}});
        links_ += element("li", element("a", section.title, {{"href", "#" + id}}));
    }
    [[nodiscard]] Html const& sections() const { return sections_; }
    [[nodiscard]] Html const& links() const { return links_; }

  private:
    Html sections_, links_;
};

Body body_of(ShownRun const& shown, findings::Report const& report, Charts& charts) {
    Body body;
    char const* const heading = report.runs.size() == 1 ? "h2" : "h3";
    auto const add = [&](Section const& section) { body.add(section, shown.prefix, heading); };
    add(head(shown, report));
    add(warnings(shown));
    if (shown.run.paths > 0) {
        add(limits(shown));
        add(positions(shown, charts));
        add(answers(shown));
        add(cascade_effects(shown));
        add(first_touch(shown, charts));
        add(price_over_time(shown, charts));
        add(sample_paths(shown, charts));
        add(liquidations(shown, charts));
        add(branching(shown, charts));
        add(exceedance(shown, charts));
        add(extremes(shown, charts));
        add(tails(shown));
        add(fund(shown));
    }
    add(repeat(shown));
    return body;
}

/// A run in detail, as pieces of the page.
struct RunPieces {
    std::string title;
    Html article, links;
    std::string drawings;
};

RunPieces pieces_of(findings::Report const& report, std::size_t index,
                    findings::RunFindings const& run, std::string const& label,
                    Detail const& detail, bool reproducible) {
    std::string const number = std::to_string(index), id = "run" + number;
    bool const alone = report.runs.size() == 1;
    RunPieces pieces;
    pieces.title =
        alone ? run.name
              : number + "  " + run.name + (label.empty() || label == run.name ? "" : ": " + label);
    Charts charts(detail);
    Body const body = body_of({run, id + "-", reproducible}, report, charts);
    Html const heading = alone ? Html() : element("h2", pieces.title);
    pieces.article = element("article", heading + body.sections(),
                             {{"id", id}, {"class", "run"}, {"data-run", number}});
    Html const name = alone ? Html() : element("p", pieces.title);
    pieces.links = element("div", name + element("ul", body.links()), {{"data-run", number}});
    pieces.drawings = charts.json();
    return pieces;
}

/// What is needed to choose one of several runs; page.js shows it.
Html choice_of_run(std::map<std::size_t, RunPieces> const& runs) {
    Html options = element("option", "all of them", {{"value", "all"}});
    for (auto const& [index, run] : runs)
        options += element("option", run.title, {{"value", std::to_string(index)}});
    return element("p",
                   element("label", "Run shown in detail ", {{"for", "choice"}}) +
                       element("select", options, {{"id", "choice"}}),
                   {{"class", "choice"}, {"hidden", ""}});
}

/// The runs in detail: the worst first, as long as they fit into the page.
std::map<std::size_t, RunPieces> runs_that_fit(
    findings::Report const& report, std::map<std::size_t, findings::RunFindings> const& in_detail,
    std::size_t most_bytes_of_runs, bool reproducible) {
    std::vector<std::size_t> order;
    for (auto const& [index, run] : in_detail) order.push_back(index);
    std::ranges::stable_sort(order, std::greater(),
                             [&](std::size_t i) { return badness_of(in_detail.at(i)); });
    auto const labels = report::run_labels(report);
    Detail const detail = order.size() > few_runs ? Detail{36, 18, 24, 5, 6} : Detail{};
    std::map<std::size_t, RunPieces> pieces;
    std::size_t size = 0;
    for (std::size_t const i : order) {
        RunPieces one =
            pieces_of(report, i, in_detail.at(i), labels[i].all(), detail, reproducible);
        size += one.article.markup().size() + one.links.markup().size() + one.drawings.size();
        if (size > most_bytes_of_runs && !pieces.empty()) break;
        pieces.emplace(i, std::move(one));
    }
    return pieces;
}

/// What is said of all runs of a batch; nothing of a single run.
Body overview_of(findings::Report const& report, std::vector<std::size_t> const& in_detail,
                 bool reproducible) {
    Body body;
    if (report.runs.size() > 1)
        for (Section const& section : batch_sections(report, in_detail, reproducible))
            body.add(section, "", "h2");
    return body;
}

std::string title_of(findings::Report const& report) {
    if (report.runs.empty()) return "Report without runs";
    findings::RunFindings const& first = report.runs.front().findings;
    std::string const about =
        report.runs.size() == 1 ? first.name : words::whole(report.runs.size()) + " runs";
    return about +
           (first.asset.empty() ? "" : ", " + first.asset + " as of " + time_in_words(first.as_of));
}

Html foot(findings::Report const& report, bool reproducible) {
    std::string made =
        "Made by " + report.program + " " + report.version + ", revision " + report.revision;
    if (!reproducible && !report.created.empty())
        made += ", at " + time_in_words(report.created) + " on " + report.host;
    return element(
        "footer",
        element(
            "p",
            made +
                ". Every number is that of the report file; a table stands behind every chart.") +
            details("Licence of Chart.js, which draws the charts",
                    element("pre", lines(chart_licence))));
}

}  // namespace

std::string page_html(findings::Report const& report,
                      std::map<std::size_t, findings::RunFindings> const& in_detail,
                      bool reproducible) {
    std::vector<std::size_t> indices;
    for (auto const& [index, run] : in_detail) indices.push_back(index);
    Body const overview = overview_of(report, indices, reproducible);
    std::size_t const carried = page_css.size() + page_js.size() + chart_js.size() +
                                2 * chart_licence.size() + overview.sections().markup().size();
    auto const runs =
        runs_that_fit(report, in_detail, most_bytes - std::min(carried, most_bytes), reproducible);
    Html links, main;
    if (report.runs.size() > 1) {
        indices.clear();
        for (auto const& [index, run] : runs) indices.push_back(index);
        Body const body = overview_of(report, indices, reproducible);
        links += element("ul", body.links());
        main += body.sections();
        if (runs.size() > 1) main += choice_of_run(runs);
    }
    std::string drawings;
    for (auto const& [index, run] : runs) {
        main += run.article;
        links += run.links;
        if (!run.drawings.empty()) drawings += (drawings.empty() ? "" : ",\n") + run.drawings;
    }
    std::string const title = title_of(report);

    Html const top = element("a", "To the content", {{"class", "skip"}, {"href", "#main"}}) +
                     element("header", element("p", "Liquidation cascades", {{"class", "brand"}}) +
                                           element("h1", title));
    Html const nav =
        element("nav", element("details", element("summary", "Contents") + links, {{"open", ""}}),
                {{"aria-label", "Contents"}});
    Html const middle =
        element("div", nav + element("main", main, {{"id", "main"}}), {{"class", "layout"}});

    std::string page =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    page += nothing_from_outside;
    page +=
        "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n";
    page += element("title", title).markup() + "\n<style>" + std::string(page_css) +
            "</style>\n</head>\n<body>\n";
    page +=
        top.markup() + "\n" + middle.markup() + "\n" + foot(report, reproducible).markup() + "\n";
    page += json_block("drawings", "[" + drawings + "]").markup();
    page += "\n<script>\n/*\n" + std::string(chart_licence) + "*/\n" + std::string(chart_js) +
            "\n</script>\n<script>\n" + std::string(page_js) + "</script>\n</body>\n</html>\n";
    return page;
}

}  // namespace liq::page
