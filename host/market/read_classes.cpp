#include "host/market/read_classes.hpp"

#include <cmath>
#include <string>

#include "host/errors.hpp"
#include "host/market/checks.hpp"
#include "host/market/held_at.hpp"
#include "host/words/values.hpp"
#include "models/book/parameters.hpp"

namespace liq::market {
namespace {

Dataset const of_leverage{"/positions/class", "1", "leverage"};
Dataset const turnover{"/book/turnover", "s", "class"};
Dataset const target{"/book/target", "1", "side, class"};

void read_class_of_leverages(storage::Reader const& file, Market& market) {
    std::vector<std::size_t> const shape{market.leverage.size()};
    auto const values = read_shaped(file, of_leverage, shape);
    std::vector<bool> used(max_classes, false);
    for (std::size_t i = 0; i < values.size(); ++i) {
        bool const known =
            values[i] == std::floor(values[i]) && values[i] >= 0 && values[i] < max_classes;
        if (!known)
            refuse_element(file, of_leverage, shape, i, values[i],
                           "is not the number of a class (a whole number from 0 to " +
                               std::to_string(max_classes - 1) + ")");
        market.leverage_class.push_back(static_cast<int>(values[i]));
        used[static_cast<std::size_t>(values[i])] = true;
    }
    for (std::size_t c = 0; c < market.n_classes(); ++c)
        require(used[c], file.place(of_leverage.name) + ": has a class " +
                             std::to_string(market.n_classes() - 1) + " and no class " +
                             std::to_string(c) +
                             "; accepted: classes 0, 1, ..., each of at least one leverage");
}

/// The values of an optional dataset along classes; empty where the file does not have it.
std::vector<double> read_by_class(storage::Reader const& file, Market const& market,
                                  Dataset const& dataset, std::vector<std::size_t> const& shape) {
    if (!file.has(dataset.name)) return {};
    auto values = file.numbers(dataset.name);
    if (values.shape != shape && market.leverage_class.empty())
        refuse(file.place(dataset.name) + ": has shape " + storage::shape_text(values.shape) +
               "; expected is " + storage::shape_text(shape) + " (" + dataset.axes +
               "), because without " + of_leverage.name + " all positions are one class");
    return read_shaped(file, dataset, shape);
}

/// The order of the classes is that of their numbers. Another one must not go unseen.
void check_coordinate(storage::Reader const& file, Market const& market) {
    std::string const name = "/book/class";
    if (!file.has(name)) return;
    std::string const accepted = "; accepted: the numbers of the classes in their order, 0 to " +
                                 std::to_string(market.n_classes() - 1) + ", or no such coordinate";
    auto const found = file.numbers(name);
    require(found.shape == std::vector<std::size_t>{market.n_classes()},
            file.place(name) + ": has shape " + storage::shape_text(found.shape) + accepted);
    for (std::size_t c = 0; c < found.values.size(); ++c)
        require(found.values[c] == static_cast<double>(c),
                file.place(name) + "[" + std::to_string(c) + "]: is " +
                    words::plain_number(found.values[c]) + accepted);
}

void read_turnover(storage::Reader const& file, Market& market) {
    std::vector<std::size_t> const shape{market.n_classes()};
    market.turnover = read_by_class(file, market, turnover, shape);
    for (std::size_t c = 0; c < market.turnover.size(); ++c) {
        double const seconds = market.turnover[c];
        bool const whole =
            seconds >= 1 && seconds <= longest_turnover && seconds == std::floor(seconds);
        if (!whole && seconds != INFINITY)
            refuse_element(file, turnover, shape, c, seconds,
                           "is not acceptable (a whole number from 1 to 2^53, or inf for "
                           "positions that never close by themselves)");
    }
}

void read_target(storage::Reader const& file, Market& market) {
    std::vector<std::size_t> const shape{n_sides, market.n_classes()};
    market.target = read_by_class(file, market, target, shape);
    require_range(file, target, market.target, shape, between(0, highest_target));
}

/// An older program does not read these objects, so that the same file has two meanings.
void warn_of_older_layout(storage::Reader const& file, Market& market) {
    auto const version = file.attribute_numbers("/", "schema_version");
    if (!version || version->values.at(1) >= 1) return;
    for (Dataset const* dataset : {&of_leverage, &turnover, &target})
        if (file.has(dataset->name)) {
            market.warnings.push_back(
                file.path().filename().string() + ": " + dataset->name +
                ": is read, but schema_version is 1, 0, a layout that does not have it. "
                "Write the attribute as 1, 1?");
            return;
        }
}

}  // namespace

void read_classes(storage::Reader const& file, Market& market) {
    if (file.has(of_leverage.name)) read_class_of_leverages(file, market);
    if (file.has("/book")) {
        if (file.has("/book/side"))
            require_names(file, {"/book/side", "", "side"}, {"long", "short"});
        check_coordinate(file, market);
        read_turnover(file, market);
        read_target(file, market);
    }
    warn_of_older_layout(file, market);
}

}  // namespace liq::market
