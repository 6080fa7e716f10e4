"""Builds the market snapshot of 5 June 2025 from price candles and published figures."""
