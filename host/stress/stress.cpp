#include "host/stress/stress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "host/errors.hpp"
#include "host/findings/portfolio_metrics.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/stress/far_values.hpp"
#include "host/stress/repeated.hpp"
#include "host/stress/trials.hpp"

namespace liq::stress {
namespace {

/// The first change along a line: by 5 %, or by 0.05 for a number that may be 0.
constexpr double first_change = 0.05;
/// The number of halvings that find the last accepted value.
constexpr int limit_halvings = 20;
/// How often the angle between the nearest ray and its neighbours is halved.
constexpr int refinements = 2;

void check(StressQuestion const& question) {
    auto const own = findings::portfolio_metric(question.outcome);
    bool const is_money = own && own->unit() != std::string("1");
    require(is_money ? std::isfinite(question.reach) : question.reach > 0 && question.reach < 1,
            "stress --reach: is " + scenario::plain_number(question.reach) + "; accepted: " +
                (is_money ? "a number of USD, because " + question.outcome + " is in USD"
                          : "a probability above 0 and below 1"));
    require(!question.vary.empty() && question.vary.size() <= most_stress_keys,
            "stress --vary: has " + std::to_string(question.vary.size()) +
                " keys; accepted: one or two");
    require(question.vary.size() < 2 || question.vary[0] != question.vary[1],
            "stress --vary: " + question.vary.back() + " is named twice");
}

/// The end of a line of the search, and why the line ends there.
struct Limit {
    double distance = 0;
    std::string why;
};

/// The whole search, along lines from the base.
class Stress {
  public:
    Stress(StressTrials& trials, double reach, StressResult& result)
        : trials_(trials), reach_(reach), result_(result) {}

    void one_key() {
        auto point = along_axis(0);
        if (!point) return;
        result_.points.push_back(std::move(*point));
        result_.nearest = 0;
    }

    void two_keys(int rays) {
        for (std::size_t key = 0; key < 2; ++key) {
            auto point = along_axis(key);
            if (point) add({std::move(*point), key == 0 ? 0.0 : right_angle});
        }
        for (int ray = 1; ray + 1 < rays; ++ray) search_ray(right_angle * ray / (rays - 1));
        double gap = right_angle / (rays - 1);
        for (int i = 0; i < refinements && result_.nearest >= 0; ++i) {
            gap /= 2;
            double const middle = angles_[static_cast<std::size_t>(result_.nearest)];
            for (double const angle : {middle - gap, middle + gap})
                if (angle > 0 && angle < right_angle) search_ray(angle);
        }
    }

  private:
    static constexpr double right_angle = std::numbers::pi / 2;
    struct Ray {
        StressPoint point;
        double angle = 0;
    };

    static std::vector<double> changes(std::vector<double> const& direction, double distance) {
        std::vector<double> change;
        for (double const part : direction) change.push_back(part * distance);
        return change;
    }

    /// The end of the line: the end of a key's range, or the last place where the scenario is
    /// accepted.
    [[nodiscard]] Limit limit_of(std::vector<double> const& direction) const {
        Limit limit{largest_ratio, "no limit"};
        for (std::size_t i = 0; i < direction.size(); ++i) {
            if (direction[i] == 0) continue;
            StressKey const& key = trials_.keys()[i];
            int const sign = direction[i] > 0 ? 1 : -1;
            double const most = key.limit(sign) / std::abs(direction[i]);
            if (most < limit.distance)
                limit = {most,
                         most * std::abs(direction[i]) >= std::log(largest_ratio) * 0.999999 &&
                                 key.is_ratio
                             ? key.name + " is a hundred times its base value, or a hundredth"
                             : "the end of the range of " + key.name};
        }
        if (limit.distance <= 0) return limit;
        std::string why = trials_.why_refused(changes(direction, limit.distance));
        if (why.empty()) return limit;
        double accepted = 0, refused = limit.distance;
        for (int i = 0; i < limit_halvings; ++i) {
            double const middle = (accepted + refused) / 2;
            std::string const refusal = trials_.why_refused(changes(direction, middle));
            (refusal.empty() ? accepted : refused) = middle;
            if (!refusal.empty()) why = refusal;
        }
        return {accepted, "beyond this the scenario is refused: " + why};
    }

    /// The search along one line.
    struct LineSearch {
        std::vector<double> direction;
        Limit limit;
        CrossingSearch search;
    };

    LineSearch line_search(std::vector<double> direction) {
        Limit limit = limit_of(direction);
        auto probability = [this, direction](double distance, Effort effort) {
            return trials_.at(changes(direction, distance), effort);
        };
        Line const line{limit.distance, reach_, result_.rising, first_change,
                        trials_.few_paths() < trials_.paths()};
        return {std::move(direction), std::move(limit), CrossingSearch(probability, line)};
    }

    std::optional<StressPoint> finish(LineSearch& line) {
        auto const crossing = line.search.find();
        if (auto const reversal = line.search.reversal()) {
            result_.reversals.push_back({changes(line.direction, reversal->from),
                                         changes(line.direction, reversal->to),
                                         reversal->probability_from, reversal->probability_to});
        }
        if (crossing) return StressPoint{line.direction, *crossing};
        findings::Estimate const there =
            line.limit.distance > 0 ? line.search.at_limit() : result_.base;
        result_.ends.push_back(
            {changes(line.direction, line.limit.distance), there, line.limit.why});
        return std::nullopt;
    }

    /// Searches one key in both directions at the same time, and returns the nearer place. Stores
    /// in `signs_` the direction in which the contour continues.
    std::optional<StressPoint> along_axis(std::size_t key) {
        std::vector<double> up(trials_.keys().size(), 0.0), down = up;
        up[key] = 1;
        down[key] = -1;
        std::array<LineSearch, 2> lines{line_search(up), line_search(down)};
        std::array<std::optional<double>, 2> seen;
        for (bool more = true; more && !seen[0] && !seen[1];) {
            more = false;
            for (std::size_t i = 0; i < 2; ++i) {
                more = lines[i].search.evaluate_further() || more;
                seen[i] = lines[i].search.rough_place();
            }
        }
        for (std::size_t i = 0; i < 2 && !seen[0] && !seen[1]; ++i) {
            lines[i].search.evaluate_around_peak();
            seen[i] = lines[i].search.rough_place();
        }
        std::size_t const first = seen[1] && (!seen[0] || *seen[1] < *seen[0]) ? 1 : 0;
        for (std::size_t const i : {first, 1 - first}) {
            if (auto point = finish(lines[i])) {
                signs_[key] = point->direction[key];
                return point;
            }
        }
        auto const far = [&](std::size_t i) { return lines[i].search.at_limit().probability; };
        bool const up_is_better = (far(0) >= far(1)) == result_.rising;
        signs_[key] = up_is_better ? 1 : -1;
        return std::nullopt;
    }

    void search_ray(double angle) {
        LineSearch ray = line_search({signs_[0] * std::cos(angle), signs_[1] * std::sin(angle)});
        while (!ray.search.rough_place() && ray.search.evaluate_further()) {
        }
        ray.search.evaluate_around_peak();
        if (auto point = finish(ray)) add({std::move(*point), angle});
    }

    /// Adds a point in the order of angles.
    void add(Ray ray) {
        auto const at = std::ranges::lower_bound(angles_, ray.angle) - angles_.begin();
        angles_.insert(angles_.begin() + at, ray.angle);
        result_.points.insert(result_.points.begin() + at, std::move(ray.point));
        auto const distance = [](StressPoint const& point) { return point.crossing.at; };
        result_.nearest = static_cast<int>(std::ranges::min_element(result_.points, {}, distance) -
                                           result_.points.begin());
    }

    StressTrials& trials_;
    double reach_;
    StressResult& result_;
    std::array<double, 2> signs_{1, 1};
    std::vector<double> angles_;  ///< of the points
};

}  // namespace

StressResult run_stress(StressQuestion const& question, market::Market const& market,
                        Backend& backend, std::function<bool()> const& stop,
                        std::function<void(StressProgress const&)> const& report) {
    check(question);
    StressTrials trials(question, market, backend, stop, report);
    StressResult result;
    result.name = trials.base().name;
    result.question = trials.question_in_words();
    result.unit = trials.unit();
    result.asked = question;
    result.paths = trials.paths();
    result.few_paths = trials.few_paths();
    result.seed = trials.base().simulation.seed;
    result.keys = trials.keys();
    result.warnings = trials.warnings();
    try {
        result.base = trials.at(std::vector<double>(result.keys.size(), 0.0), Effort::all);
        result.rising = result.base.probability < question.reach;
        result.there_already = is_close(result.base, question.reach);
        Stress stress(trials, question.reach, result);
        if (result.there_already) {
        } else if (result.keys.size() == 1) {
            stress.one_key();
        } else {
            stress.two_keys(question.points);
        }
        result.complete = true;
    } catch (StressStopped const&) {
    }
    result.trials = trials.made();
    result.set = set_of_nearest(result, trials.base().simulation.target_standard_error.has_value());
    for (std::string& warning : warnings_of_far_values(result, trials.base(), market))
        result.warnings.push_back(std::move(warning));
    return result;
}

}  // namespace liq::stress
