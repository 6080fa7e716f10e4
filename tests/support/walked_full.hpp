/// \file
/// Steps of one path with a full cascade for a test, each walked whole (kernels/path_walk.hpp). The
/// test chooses the ends of X and the uniform variates of its extremes.
#pragma once

#include <cstdint>

#include "kernels/path_walk.hpp"
#include "models/book/frozen_book.hpp"
#include "tests/support/full_book.hpp"
#include "tests/support/walked.hpp"

namespace liq::tests {

class WalkedFull : public FullBook<FrozenBook> {
  public:
    explicit WalkedFull(FullTerms const& terms) : FullBook(terms) {}

    /// Begins another path.
    void restart(std::uint64_t path) {
        path_ = path;
        x_ = 0;
        step_ = 0;
        exhausted_ = 0;
        cascade_.start(state_, 0);
    }

    /// One step of X to `to` with the variance v, and its visit at the end.
    /// \param low, high  uniform variates of the extremes
    /// \return the extremes of P
    Extremes walk(LogPrice to, double v, double low, double high) {
        next_step();
        Extremes const traded =
            walked_between(cascade_, state_, before_, x_, to, v, low, high, Settling{*this});
        visit(to);
        return traded;
    }
    [[nodiscard]] LogPrice x() const { return x_; }

  private:
    struct Settling {
        WalkedFull& path;
        bool at(LogPrice x, LevelsComeTo come_to) const {
            bool const exhausted =
                path.cascade_.settle(path.state_, 0, x, nothing, come_to).exhausted;
            path.exhausted_ += exhausted ? 1 : 0;
            path.cascade_.visited(path.state_, 0, x);
            return exhausted;
        }
        bool together(LogPrice x, LogPrice mark, float limit, bool only_look) const {
            return path.cascade_.take_together(path.state_, 0, x, mark, limit, only_look, nothing);
        }
        PathStep address() const {
            return {path.seed_, path.path_, static_cast<std::uint32_t>(path.step_)};
        }
        static void nothing(Side /*side*/, int /*level*/, FuelTicks /*fuel*/) {}
    };

    std::uint64_t seed_ = 1, path_ = 0;
};

}  // namespace liq::tests
