/// \file
/// Books that several runs share: each is built once for a market and its terms.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "host/planning/book_of_positions.hpp"

namespace liq::planning {

/// A cache of books. Any thread may use it at any time. Two markets are the same if they have the
/// same SHA-256.
class BookCache {
  public:
    /// The book from the cache; a book that is not there is built and added.
    /// \throws Error as `book_of_positions`
    std::shared_ptr<Book const> book(market::Market const& market, BookTerms const& terms) {
        Key const key{market.sha256,
                      terms.spot,
                      terms.liquidatable_share.long_side,
                      terms.liquidatable_share.short_side,
                      terms.open_interest_factor,
                      terms.levers,
                      terms.known};
        {
            std::lock_guard const lock(mutex_);
            auto const found = books_.find(key);
            if (found != books_.end()) return found->second;
        }
        auto built = std::make_shared<Book const>(book_of_positions(market, terms));
        std::lock_guard const lock(mutex_);
        if (books_.size() >= most_books) books_.clear();
        return books_.try_emplace(key, std::move(built)).first->second;
    }
    /// The same, where `cache` may be null: then the book is built.
    static std::shared_ptr<Book const> book_from(BookCache* cache, market::Market const& market,
                                                 BookTerms const& terms) {
        if (cache != nullptr) return cache->book(market, terms);
        return std::make_shared<Book const>(book_of_positions(market, terms));
    }

  private:
    /// Without this limit a sweep over spot would fill the memory with books that are used once.
    /// A living book takes one for each of its classes besides that of all positions.
    static constexpr std::size_t most_books = 128;
    using Key =
        std::tuple<std::string, double, double, double, double, std::vector<std::size_t>, bool>;

    std::mutex mutex_;
    std::map<Key, std::shared_ptr<Book const>> books_;
};

}  // namespace liq::planning
