#include <algorithm>
#include <cmath>

#include "host/estimation/calibrate_price.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

using words::Table;
using words::TextPage;

std::string share(double value) {
    return std::isfinite(value) ? words::percent(value, 1) : words::unknown;
}

std::string number(double value) {
    return std::isfinite(value) ? words::significant(value) : words::unknown;
}

void forecasts(TextPage& page, PriceFit const& fit) {
    if (fit.forecasts.empty()) return;
    Table table(Table::Columns::narrow);
    table.head({"  Volatility ahead", "median", "mean", "5 %", "25 %", "75 %", "95 %", "log sd s"});
    for (auto const& one : fit.forecasts)
        table.row({"  " + std::to_string(one.days) + " d", share(one.median()), share(one.mean()),
                   share(one.quantile(0.05)), share(one.quantile(0.25)), share(one.quantile(0.75)),
                   share(one.quantile(0.95)), number(one.log_sd)});
    page.line();
    page.table(table);
    Table regression(Table::Columns::narrow);
    regression.head({"  Coefficients", "constant", "last 1 d", "last 7 d", "last 30 d", "windows"});
    for (auto const& one : fit.forecasts) {
        std::vector<words::Cell> cells{"  " + std::to_string(one.days) + " d"};
        for (std::size_t i = 0; i < n_coefficients; ++i)
            cells.emplace_back(
                words::plain(one.coefficients[i], 4) + " (" + words::plain(one.errors[i], 4) + ")",
                words::plain(one.coefficients[i], 4));
        cells.emplace_back(words::whole(one.n));
        regression.row(std::move(cells));
    }
    page.line();
    page.table(regression);
    page.paragraph(
        "  ",
        "ln V of a horizon is normal with log sd s; annualised with 365 days. In brackets, where "
        "there is room: Newey-West standard errors.");
}

void realised(TextPage& page, PriceFit const& fit) {
    Table table(Table::Columns::narrow);
    table.head({"  Realised volatility", "candles", "close to close", "Parkinson",
                "Rogers-Satchell", "Yang-Zhang", "usable days"});
    for (auto const& one : fit.realised)
        table.row({"  last " + std::to_string(one.days) + " d", share(one.candles),
                   share(one.close_to_close), share(one.parkinson), share(one.rogers_satchell),
                   share(one.yang_zhang), words::whole(one.n_days)});
    page.line();
    page.table(table);
}

void law(TextPage& page, LawFit const& fit) {
    page.line();
    page.line(fit.law + ", fitted to " + fit.fitted_to);
    Table table;
    for (auto const& one : fit.estimates) {
        bool const known = std::isfinite(one.error) && one.error > 0;
        table.row({"  " + one.name, number(one.value) +
                                        (known ? page.plus_minus() + number(one.error) : "") +
                                        (one.identified ? "" : " *")});
    }
    table.row({"  drift, median", number(fit.median_drift)});
    table.row({"  drift, martingale", "0"});
    for (auto const& figure : fit.figures)
        table.row({"  " + figure.name,
                   number(figure.value) + (figure.unit == "1" ? "" : " " + figure.unit)});
    if (std::isfinite(fit.log_likelihood)) {
        table.row({"  log likelihood", words::plain(fit.log_likelihood, 2)});
        table.row({"  AIC", words::plain(fit.aic, 2)});
        table.row({"  BIC", words::plain(fit.bic, 2)});
    }
    if (!fit.test.name.empty())
        table.row(
            {"  " + fit.test.name, number(fit.test.statistic) + ", p " + number(fit.test.p_value)});
    page.table(table);
    if (!fit.test.name.empty()) page.paragraph("  ", fit.test.name + ": " + fit.test.of);
    for (auto const& warning : fit.warnings) page.paragraph("  ! ", warning);
}

}  // namespace

std::string price_fit_text(PriceFit const& fit, words::TextStyle const& style) {
    TextPage page(style);
    page.paragraph("", fit.read_as + ", " + words::utc_text(fit.from) + " to " +
                           words::utc_text(fit.until) + "; " + fit.source);
    for (auto const& note : fit.notes) page.paragraph("  - ", note);
    forecasts(page, fit);
    realised(page, fit);
    page.paragraph("  ",
                   "The window of the laws by likelihood: " + share(fit.window_volatility) + ".");
    for (auto const& one : fit.laws) law(page, one);
    if (!fit.not_fitted.empty()) page.line();
    for (auto const& one : fit.not_fitted) page.paragraph("No " + one.what + ": ", one.why);
    page.line();
    page.paragraph(
        "",
        "The drift `median` is recommended: a martingale's median path falls by half of the "
        "variance. `gbm` to `hawkes` share their returns, so that their AIC compare; "
        "`bates` does not.");
    bool const chosen =
        std::ranges::any_of(fit.laws, [&](LawFit const& one) { return one.law == fit.model; });
    if (!chosen) return page.text();
    page.line();
    std::string const toml = price_toml(fit);
    for (std::size_t at = 0; at < toml.size();) {
        auto const end = toml.find('\n', at);
        page.verbatim(toml.substr(at, end - at));
        at = end + 1;
    }
    return page.text();
}

}  // namespace liq::estimation
