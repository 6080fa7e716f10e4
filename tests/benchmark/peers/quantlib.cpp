// QuantLib's Monte Carlo engine for double barriers, MCDoubleBarrierEngine, as its manual uses it:
// pseudo-random numbers (Mersenne twister, inverse normal), the exact step of a Black-Scholes
// process with flat curves, no antithetic paths, no Brownian bridge, barriers looked at at the ends
// of steps. A knock-out whose payoff is worthless (a put struck far below the lower barrier) and
// whose rebate is 1 is worth the probability that some barrier is hit, rates being 0. The engine
// cannot tell which barrier came first, so P(neither) is its answer.
//
// On all cores: one process a core with a seed of its own; the library's global settings are not
// made for threads.
//
// Usage: quantlib SPOT UP DOWN DRIFT VOLATILITY STEPS YEARS SEED PROCESSES SECONDS REPETITIONS
// Prints a line a repetition: paths, paths with neither, seconds.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ql/experimental/barrieroption/doublebarrieroption.hpp>
#include <ql/experimental/barrieroption/mcdoublebarrierengine.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <stdexcept>

namespace ql = QuantLib;

namespace {

struct Question {
    double spot, up, down, drift, volatility;
    int steps;
    double years;
};

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Paths of `paths` that meet neither barrier.
double neither(Question const& q, unsigned seed, int paths) {
    ql::Date const today(5, ql::June, 2025);
    ql::Settings::instance().evaluationDate() = today;
    ql::Actual365Fixed const days;
    ql::Handle<ql::Quote> const spot(ql::ext::make_shared<ql::SimpleQuote>(q.spot));
    ql::Handle<ql::YieldTermStructure> const rate(
        ql::ext::make_shared<ql::FlatForward>(today, 0.0, days));
    // A drift of the price is a negative dividend yield, so that nothing is discounted.
    ql::Handle<ql::YieldTermStructure> const dividend(
        ql::ext::make_shared<ql::FlatForward>(today, -q.drift, days));
    ql::Handle<ql::BlackVolTermStructure> const volatility(
        ql::ext::make_shared<ql::BlackConstantVol>(today, ql::NullCalendar(), q.volatility, days));
    auto const process =
        ql::ext::make_shared<ql::BlackScholesMertonProcess>(spot, dividend, rate, volatility);
    auto const payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(ql::Option::Put, 1e-6);
    auto const exercise = ql::ext::make_shared<ql::EuropeanExercise>(
        today + static_cast<int>(std::lround(q.years * 365)));
    ql::DoubleBarrierOption option(ql::DoubleBarrier::KnockOut, q.down, q.up, 1.0, payoff,
                                   exercise);
    option.setPricingEngine(ql::MakeMCDoubleBarrierEngine<ql::PseudoRandom>(process)
                                .withSteps(static_cast<ql::Size>(q.steps))
                                .withSamples(static_cast<ql::Size>(paths))
                                .withSeed(seed));
    return std::round((1 - option.NPV()) * paths);
}

/// The same on several processes; the results come back through a pipe.
double neither_on(Question const& q, unsigned seed, int paths, int processes) {
    if (processes == 1) return neither(q, seed, paths);
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    for (int i = 0; i < processes; ++i) {
        if (fork() != 0) continue;
        double const found = neither(q, seed + static_cast<unsigned>(i), paths / processes);
        _exit(write(ends[1], &found, sizeof found) == sizeof found ? 0 : 1);
    }
    double sum = 0;
    for (int i = 0; i < processes; ++i) {
        int status = 0;
        double found = 0;
        if (wait(&status) < 0 || status != 0 || read(ends[0], &found, sizeof found) < 0) {
            throw std::runtime_error("a process failed");
        }
        sum += found;
    }
    close(ends[0]);
    close(ends[1]);
    return sum;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 12) return 2;
    auto const number = [&](int i) { return std::atof(argv[i]); };
    Question const q{number(1), number(2),          number(3), number(4),
                     number(5), std::atoi(argv[6]), number(7)};
    auto seed = static_cast<unsigned>(number(8));
    int const processes = std::atoi(argv[9]);
    double const seconds = number(10);
    int const repetitions = std::atoi(argv[11]);
    try {
        int paths = 64 * processes;
        double start = seconds_now();
        neither_on(q, seed, paths, processes);  // warm-up, which also tells how many fill the time
        double const rate = paths / (seconds_now() - start);
        paths = processes * std::max(1, static_cast<int>(rate * seconds / processes));
        for (int i = 0; i < repetitions; ++i) {
            seed += static_cast<unsigned>(processes);
            start = seconds_now();
            double const found = neither_on(q, seed, paths, processes);
            std::printf("%d %.0f %.6f\n", paths, found, seconds_now() - start);
        }
    } catch (std::exception const& error) {
        std::fprintf(stderr, "quantlib: %s\n", error.what());
        return 1;
    }
    return 0;
}
