#include "host/page/page.hpp"

#include <vector>

#include "host/page/assets.hpp"
#include "host/page/section.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

/// No address may be asked for anything, whatever stands in the page.
constexpr char const* nothing_from_outside =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; "
    "form-action 'none'";

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
    auto const add = [&](Section const& section) { body.add(section, shown.prefix, "h3"); };
    add(head(shown, report));
    add(warnings(shown));
    if (shown.run.paths > 0) {
        add(limits(shown));
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
        add(positions(shown, charts));
    }
    add(repeat(shown));
    return body;
}

/// What is needed to choose one of several runs; page.js shows it.
Html choice_of_run(std::vector<std::pair<std::size_t, std::string>> const& runs) {
    Html options = element("option", "all of them", {{"value", "all"}});
    for (auto const& [index, title] : runs)
        options += element("option", title, {{"value", std::to_string(index)}});
    return element("p",
                   element("label", "Run shown in detail ", {{"for", "choice"}}) +
                       element("select", options, {{"id", "choice"}}),
                   {{"class", "choice"}, {"hidden", ""}});
}

/// The pieces of a page, as they come.
struct Pieces {
    Html links, main;
    Charts charts;
};

void add_batch(Pieces& pieces, findings::Report const& report,
               std::map<std::size_t, findings::RunFindings> const& in_detail) {
    std::vector<std::size_t> indices;
    for (auto const& [index, run] : in_detail) indices.push_back(index);
    Body body;
    for (Section const& section : batch_sections(report, indices)) body.add(section, "", "h2");
    pieces.links += element("ul", body.links());
    pieces.main += body.sections();
}

void add_runs(Pieces& pieces, findings::Report const& report,
              std::map<std::size_t, findings::RunFindings> const& in_detail, bool reproducible) {
    auto const labels = report::run_labels(report);
    std::vector<std::pair<std::size_t, std::string>> titles;
    Html articles;
    for (auto const& [index, run] : in_detail) {
        std::string const number = std::to_string(index), id = "run" + number;
        std::string const label = labels[index].all();
        std::string title = run.name;
        if (report.runs.size() > 1)
            title =
                number + "  " + run.name + (label.empty() || label == run.name ? "" : ": " + label);
        Body const body = body_of({run, id + "-", reproducible}, report, pieces.charts);
        articles += element("article", element("h2", title) + body.sections(),
                            {{"id", id}, {"class", "run"}, {"data-run", number}});
        pieces.links += element("div", element("p", title) + element("ul", body.links()),
                                {{"data-run", number}});
        titles.emplace_back(index, title);
    }
    if (titles.size() > 1) pieces.main += choice_of_run(titles);
    pieces.main += articles;
}

std::string title_of(findings::Report const& report) {
    if (report.runs.empty()) return "Report without runs";
    findings::RunFindings const& first = report.runs.front().findings;
    std::string const about =
        report.runs.size() == 1 ? first.name : words::whole(report.runs.size()) + " runs";
    return about + (first.asset.empty() ? "" : ", " + first.asset + " as of " + first.as_of);
}

Html foot(findings::Report const& report, bool reproducible) {
    std::string made =
        "Made by " + report.program + " " + report.version + ", revision " + report.revision;
    if (!reproducible && !report.created.empty())
        made += ", at " + report.created + " on " + report.host;
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
    Pieces pieces;
    if (report.runs.size() > 1) add_batch(pieces, report, in_detail);
    add_runs(pieces, report, in_detail, reproducible);
    std::string const title = title_of(report);

    Html const top = element("a", "To the content", {{"class", "skip"}, {"href", "#main"}}) +
                     element("header", element("p", "Liquidation cascades", {{"class", "brand"}}) +
                                           element("h1", title));
    Html const nav = element(
        "nav", element("details", element("summary", "Contents") + pieces.links, {{"open", ""}}),
        {{"aria-label", "Contents"}});
    Html const middle =
        element("div", nav + element("main", pieces.main, {{"id", "main"}}), {{"class", "layout"}});

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
    page += json_block("drawings", pieces.charts.json()).markup();
    page += "\n<script>\n/*\n" + std::string(chart_licence) + "*/\n" + std::string(chart_js) +
            "\n</script>\n<script>\n" + std::string(page_js) + "</script>\n</body>\n</html>\n";
    return page;
}

}  // namespace liq::page
