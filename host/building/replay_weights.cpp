#include "host/building/replay_weights.hpp"

#include "host/errors.hpp"
#include "host/estimation/book_file.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

constexpr double shipped_volume_days = 20;

ReplayWeights of_fit(Recipe const& recipe, std::int64_t as_of) {
    auto const path = recipe.path.parent_path() / recipe.positions.fit;
    require(!recipe.positions.volume_days,
            "positions.volume_days is stated beside a fit, which has its own");
    auto const book = estimation::read_book_file(path);
    require(book.asset == recipe.asset, path.string() + ": is of " + words::printable(book.asset) +
                                            ", and the recipe of " + recipe.asset);
    ReplayWeights made;
    for (std::size_t l = 0; l < book.leverage.size(); ++l)
        made.weights.push_back({book.leverage[l], {book.all.weight[0][l], book.all.weight[1][l]}});
    made.volume_days = {book.all.volume_days[0], book.all.volume_days[1]};
    for (auto const& draw : book.draws)
        made.draws.push_back({draw.weight, {draw.volume_days[0], draw.volume_days[1]}});
    made.described = "the weights of " + path.filename().string() + " (" + book.asset + ", " +
                     words::utc_text(book.from) + " to " + words::utc_text(book.until) + ")";
    if (book.in_reported_units)
        made.warnings.push_back(path.string() +
                                ": its weights are in reported units, which leave out what feeds "
                                "leave out");
    if (book.until > as_of)
        made.warnings.push_back(path.string() + ": is fitted to data up to " +
                                words::utc_text(book.until) + ", after as_of");
    return made;
}

}  // namespace

std::vector<LeverageWeight> const& shipped_weights() {
    static std::vector<LeverageWeight> const weights{{5, {0, 0.033}},
                                                     {10, {0.027, 0.0062}},
                                                     {25, {0.0063, 0.0030}},
                                                     {50, {0.0022, 0.0017}},
                                                     {125, {0.00064, 0.00076}}};
    return weights;
}

ReplayWeights weights_of(Recipe const& recipe, std::int64_t as_of) {
    if (recipe.positions.fit != "default") return of_fit(recipe, as_of);
    double const days = recipe.positions.volume_days.value_or(shipped_volume_days);
    return {shipped_weights(),
            {days, days},
            "the weights that come with the program (bitcoin, 2023-11 to 2024-10)",
            {},
            {}};
}

}  // namespace liq::building
