// Every format of the registry, and the choice among them.
#include <span>
#include <type_traits>

#include "host/data/format.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

/// \returns whether one format at least accepts the file
template <class Series>
bool any_accepts(std::string const& path) {
    bool any = false;
    auto const read_by = [&](std::string const& name) {
        // Liquidations in contracts are read no further without a size; files of depth that count
        // something else refuse one.
        double const size = std::is_same_v<Series, data::Liquidations> ? 1 : 0;
        data::Reading const reading{.asset = "BTC", .contract_size = size};
        any |= accepts([&] {
            try {
                static_cast<void>(
                    data::read_files<Series>(std::span(&path, 1), name, reading, "data"));
            } catch (Error const& error) {
                check_error(error, path);
                throw;
            }
        });
    };
    for (auto const* format : data::formats<Series>()) read_by(std::string(format->name));
    read_by("auto");
    return any;
}

void read(std::string_view bytes) {
    GivenFile const file(bytes);
    bool any = any_accepts<data::Candles>(file.path());
    any |= any_accepts<data::OpenInterests>(file.path());
    any |= any_accepts<data::Tiers>(file.path());
    any |= any_accepts<data::Depth>(file.path());
    any |= any_accepts<data::Liquidations>(file.path());
    require(any, "no format accepts the file");
}

}  // namespace

Target const formats_target{"formats", read};

}  // namespace liq::fuzz
