#include <filesystem>
#include <memory>

#include "host/building/build.hpp"
#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/write_market.hpp"
#include "host/planning/book_warnings.hpp"
#include "host/storage/reader.hpp"

namespace liq::building {

std::string file_of(Built& built, Recipe const& recipe) {
    std::string made_of;
    for (auto const& part : built.parts) made_of += (made_of.empty() ? "" : "\n") + line_of(part);
    market::MoreAttributes more;
    if (!built.title.empty()) more.emplace_back("title", built.title);
    if (!recipe.assumptions.empty()) more.emplace_back("assumptions", recipe.assumptions);
    more.emplace_back("Conventions", "CF-1.10");
    more.emplace_back("recipe", storage::as_utf8(recipe.path.filename().string()));
    more.emplace_back("recipe_sha256", recipe.sha256);
    more.emplace_back("made_of", storage::as_utf8(made_of));
    more.emplace_back("read_as", parts_json(built.parts, storage::longest_string));
    std::string bytes = [&] {
        try {
            return market::file_of(built.market, more, recipe.comments);
        } catch (Error const& error) {
            throw Error(error.exit(), recipe.path.string() + ": " + error.what());
        }
    }();
    auto const again = market::read_market("the snapshot of " + recipe.path.filename().string(),
                                           std::make_shared<std::string const>(bytes));
    for (auto const& warning : planning::market_warnings(again)) built.warnings.push_back(warning);
    return bytes;
}

}  // namespace liq::building
