/// \file
/// The law of a price from its candles: the work of `liqcascade calibrate price`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/data/price_history.hpp"
#include "host/estimation/days.hpp"
#include "host/estimation/price_law.hpp"
#include "host/estimation/volatility_forecast.hpp"
#include "host/words/text_page.hpp"

namespace liq::estimation {

/// The drift of the model.
enum class DriftRule : std::uint8_t {
    median,      ///< the expected log return is 0; recommended
    martingale,  ///< 0: the expected price is that of today
};
inline constexpr char const* drift_rule_words[] = {"median", "martingale"};

struct PriceTerms {
    std::vector<int> horizons{7, 14, 30};  ///< of the forecasts [d]
    int days = 365;                        ///< window of the laws by likelihood
    std::int64_t return_seconds = 3'600;   ///< of their returns, at least a candle
    std::vector<std::string> laws;         ///< by likelihood; empty: all
    std::string model = "heston";          ///< whose parameters are written
    DriftRule drift = DriftRule::median;
    DrawTerms draws{1'000, 1};
};

/// What was asked for and is not there, with the reason.
struct NotFitted {
    std::string what, why;
};

struct PriceFit {
    std::string source;                ///< "candles.csv.gz and 2 more"
    std::string read_as;               ///< "108,000 candles of csv, 1 h"
    std::int64_t from = 0, until = 0;  ///< Unix s
    std::vector<std::string> notes;
    std::vector<VolatilityForecast> forecasts;
    std::vector<RealisedVolatility> realised;
    double window_volatility = 0;  ///< realised, of the returns of the laws
    std::vector<LawFit> laws;      ///< heston by the forecasts first
    std::vector<NotFitted> not_fitted;
    std::string model;
    DriftRule drift = DriftRule::median;

    /// The law whose parameters are written.
    /// \throws Error(Exit::bad_input) with the reason where it was not fitted
    [[nodiscard]] LawFit const& chosen() const;
    [[nodiscard]] double drift_of(LawFit const& law) const {
        return drift == DriftRule::median ? law.median_drift : 0;
    }
};

/// \param until  nothing later counts [Unix s]; nothing: the end of the last candle
/// \throws Error(Exit::bad_input) where nothing can be estimated
PriceFit calibrate_price(data::PriceHistory const& history, std::optional<std::int64_t> until,
                         PriceTerms const& terms);

/// The table of `[price]` as TOML that `run` takes; comments say what it rests on.
std::string price_toml(PriceFit const& fit);
std::string price_fit_text(PriceFit const& fit, words::TextStyle const& style);
std::string price_fit_json(PriceFit const& fit);
/// HDF5 of the fit with its draws (`/draws`), the bytes of a file.
/// \throws Error(Exit::bad_input), as price_toml, where the model was not fitted
std::string price_fit_file(PriceFit const& fit);

}  // namespace liq::estimation
