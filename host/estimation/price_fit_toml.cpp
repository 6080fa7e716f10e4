#include <cmath>
#include <cstdio>

#include "host/estimation/calibrate_price.hpp"
#include "host/estimation/price_keys.hpp"
#include "host/revision.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

/// Six significant digits: more than any history tells.
double rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return std::strtod(text, nullptr);
}

/// A key with its unit as a comment.
std::string line(std::string const& model, std::string const& key, double value,
                 std::string const& comment) {
    return key + " = " + scenario::toml_number(rounded(value)) + "  # " +
           price_key(model, key).unit + comment + "\n";
}

}  // namespace

std::string price_toml(PriceFit const& fit) {
    LawFit const& law = fit.chosen();
    std::string text = "# liqcascade " + std::string(program_version()) +
                       " calibrate price: " + words::printable(fit.source) + " until " +
                       words::iso_utc(fit.until) + "\n# " + law.law + " fitted to " +
                       law.fitted_to + "\n";
    for (auto const& warning : law.warnings) text += "# " + words::printable(warning) + "\n";
    text += "[price]\nmodel = " + scenario::toml_string(law.law) + "\n";
    bool const median = fit.drift == DriftRule::median;
    text +=
        line(law.law, "drift", fit.drift_of(law),
             median ? ", median: the expected log return is 0; martingale: 0.0"
                    : ", martingale; median: " + scenario::toml_number(rounded(law.median_drift)));
    for (auto const& estimate : law.estimates) {
        std::string error;
        if (std::isfinite(estimate.error) && estimate.error > 0)
            error = ", standard error " + scenario::plain_number(rounded(estimate.error));
        text += line(law.law, estimate.name, estimate.value, error);
    }
    return text;
}

}  // namespace liq::estimation
