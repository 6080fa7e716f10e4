// Market snapshots, read in this process (in_process.cpp).
#include "host/market/market_bytes.hpp"
#include "host/market/read_market.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    auto const image = std::make_shared<std::string const>(bytes);
    market::Market const market = market::read_market("given.h5", image);
    std::string const packed = market::bytes_of(market);
    expect(market::bytes_of(market::market_of(packed)) == packed,
           "a market changes on its way from the process that reads it");
}

}  // namespace

Target const market_target{"market", read, true};

}  // namespace liq::fuzz
