/// \file
/// The formats by name, for their lists (host/data/formats.cpp), and what each file of this folder
/// needs. Peers do not include each other.
#pragma once

#include "host/data/csv.hpp"
#include "host/data/format.hpp"
#include "host/data/json_stream.hpp"

namespace liq::data {

extern CandleFormat const binance_klines;
extern CandleFormat const bybit_candles;
extern CandleFormat const ccxt_candles;
extern CandleFormat const coinbase_candles;
extern CandleFormat const csv_candles;
extern CandleFormat const okx_candles;

extern VolumeProfileFormat const csv_volume_profile;

extern OpenInterestFormat const binance_hist;
extern OpenInterestFormat const binance_metrics;
extern OpenInterestFormat const bybit_open_interest;
extern OpenInterestFormat const ccxt_open_interest;
extern OpenInterestFormat const csv_open_interest;
extern OpenInterestFormat const okx_open_interest;

extern TierFormat const binance_brackets;
extern TierFormat const ccxt_tiers;
extern TierFormat const csv_tiers;
extern TierFormat const hyperliquid_meta;
extern TierFormat const okx_tiers;

extern DepthFormat const binance_bookdepth;
extern DepthFormat const binance_depth;
extern DepthFormat const ccxt_depth;
extern DepthFormat const csv_depth;
extern DepthFormat const hyperliquid_l2book;

extern LiquidationFormat const binance_force_orders;
extern LiquidationFormat const bitmex_liquidations;
extern LiquidationFormat const bybit_liquidations;
extern LiquidationFormat const coinglass_daily;
extern LiquidationFormat const csv_liquidations;
extern LiquidationFormat const deribit_liquidations;
extern LiquidationFormat const okx_liquidations;

extern AccountFormat const accounts_csv;
extern AccountFormat const hyperliquid_state;

}  // namespace liq::data
