#include "host/report/embedded_market.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/sha256.hpp"

namespace liq::report {
namespace {

constexpr char const* markets = "/markets";

bool is_sha256(std::string const& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string embedded_bytes(std::filesystem::path const& report, std::string const& sha256) {
    std::string const name = std::string(markets) + "/" + sha256;
    std::string const where = report.string() + ": " + name;
    require(is_sha256(sha256), report.string() + ": a run does not say which market it used");
    std::string bytes = storage::in_child_process(report, [&] {
        storage::Reader const reader(report);
        require(reader.has(markets) && reader.has(name),
                where +
                    ": is missing: the report does not embed this market's file (reports of a "
                    "layout before 1.3 embed none, and none embeds a file of more than " +
                    std::to_string(market::largest_embedded_market >> 20) + " MiB)");
        return reader.bytes(name);
    });
    require(storage::sha256_of_text(bytes) == sha256,
            where + ": has another SHA-256, so the market file in this report was changed");
    return bytes;
}

}  // namespace

void embed_markets(storage::Writer& writer, findings::Report const& report) {
    std::map<std::string, std::string const*> distinct;
    for (auto const& run : report.runs)
        if (run.market != nullptr && run.market->bytes != nullptr)
            distinct.emplace(run.market->sha256, run.market->bytes.get());
    if (distinct.empty()) return;
    writer.group(markets);
    for (auto const& [sha256, bytes] : distinct)
        writer.bytes(std::string(markets) + "/" + sha256,
                     {reinterpret_cast<std::uint8_t const*>(bytes->data()), bytes->size()},
                     {"", "the market file with this SHA-256"});
}

std::shared_ptr<market::Market const> market_of_report(std::filesystem::path const& report,
                                                       findings::RunFindings const& run) {
    auto bytes = std::make_shared<std::string const>(embedded_bytes(report, run.market_sha256));
    // The market keeps the name of its file, because warnings quote it.
    auto const name = std::filesystem::path(run.market_file).filename();
    auto market = std::make_shared<market::Market>(
        market::read_market(name.empty() ? "market.h5" : name, std::move(bytes)));
    market->path = run.market_file;
    return market;
}

}  // namespace liq::report
