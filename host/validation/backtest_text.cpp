#include <algorithm>
#include <cmath>

#include "host/validation/backtest_report.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {
namespace {

using words::Look;
using words::Table;

constexpr double milli = 1e3;

std::string date(std::int64_t time) {
    return words::iso_utc(time).substr(0, 10);
}

std::string percent_range(Estimated const& one) {
    if (std::isnan(one.low)) return words::unknown;
    return words::percent(one.low, 1) + " to " + words::percent(one.high, 1);
}

std::string millinats(Estimated const& one) {
    return std::isnan(one.value) ? "" : words::signed_plain(milli * one.value, 0);
}

std::string millinats_with_range(Estimated const& one) {
    std::string const range = std::isnan(one.low)
                                  ? std::string("interval not known")
                                  : words::signed_plain(milli * one.low, 0) + " to " +
                                        words::signed_plain(milli * one.high, 0);
    return millinats(one) + " (" + range + ")";
}

class Text {
  public:
    Text(BacktestResult const& result, words::TextStyle const& style) : r_(result), page_(style) {}

    std::string all() {
        head();
        for (auto const& horizon : r_.horizons) {
            page_.line();
            page_.line(std::to_string(horizon.days) + " DAYS", Look::strong);
            for (auto const& question : horizon.questions)
                if (question.question.kind != Question::Kind::touch) race(question);
            touches(horizon);
            coverage(horizon);
        }
        page_.line();
        reliability();
        years();
        add_pairs(r_, page_);
        page_.line();
        page_.paragraph("", where_skill_lies(r_), Look::strong);
        page_.line();
        for (auto const& model : r_.models)
            page_.paragraph("  " + model.name + "  ", model.meaning);
        page_.paragraph("", legend());
        if (r_.simulation) page_.paragraph("", assumption_of(r_));
        for (auto const& note : r_.notes) page_.note("note: ", note);
        return page_.text();
    }

  private:
    [[nodiscard]] std::string legend() const {
        return "Brier: sum over outcomes of the squared error, of a touch its square; log: -ln of "
               "the probability of what happened; less is better. Skill: 1 - Brier/Brier of A. "
               "\"hit\" and \"which\": gain of log score against A, in 1/1000 nat, by whether a "
               "level is hit and by which one, given a hit; they add up. Intervals of 95 % by " +
               words::whole(r_.asked.replicates) + " resamplings of blocks of " +
               std::to_string(r_.asked.block) + " d, seed " + std::to_string(r_.asked.seed) + ".";
    }

    void head() {
        page_.paragraph("", "BACKTEST of " + r_.file, Look::strong);
        page_.paragraph("  ",
                        r_.read_as + ", " + date(r_.history_begin) + " to " + date(r_.history_end));
        std::string const how_many =
            r_.simulation ? words::whole(r_.starts.size()) + " of " +
                                words::counted(r_.n_daily, "daily start") + ", evenly spread from "
                          : words::whole(r_.starts.size()) + " starts, daily from ";
        page_.paragraph("  ", how_many + date(r_.starts.front()) + " to " + date(r_.starts.back()) +
                                  "; fitted anew on the first of each month, to the past only");
    }

    void race(QuestionResult const& question) {
        auto const& q = question.question;
        std::string const levels =
            q.kind == Question::Kind::race
                ? words::signed_percent(std::expm1(q.up)) + " or " +
                      words::signed_percent(std::expm1(-q.down))
                : std::string("one standard deviation of the last 30 days up or down");
        page_.paragraph("", "First at " + levels + ": up " + words::percent(question.frequency[0]) +
                                ", down " + words::percent(question.frequency[1]) + ", neither " +
                                words::percent(question.frequency[2]));
        Table table;
        table.head({"", "Brier", "log", "skill", "95 %", "hit", "which"});
        for (std::size_t m = 0; m < question.models.size(); ++m) {
            Score const& score = question.models[m].score;
            if (m == climatology)
                table.row({"  " + r_.models[m].name, words::plain(score.brier, 4),
                           words::plain(score.log, 4), "", "", "", ""});
            else
                table.row({"  " + r_.models[m].name, words::plain(score.brier, 4),
                           words::plain(score.log, 4), words::percent(score.skill_a.value, 1),
                           percent_range(score.skill_a), millinats(score.hit_gain),
                           millinats(score.direction_gain)});
        }
        page_.table(table);
    }

    void touches(HorizonResult const& horizon) {
        if (horizon.touches.empty()) return;
        std::string moves;
        for (double const move : r_.asked.moves)
            moves += (moves.empty() ? "" : "/") + words::plain(100 * move);
        page_.paragraph("", "Touches +-" + moves + " %, mean of all levels");
        Table table;
        table.head({"", "Brier", "log", "skill", "95 %"});
        for (std::size_t m = 0; m < horizon.touches.size(); ++m) {
            Score const& score = horizon.touches[m].score;
            bool const is_a = m == climatology;
            table.row({"  " + r_.models[m].name, words::plain(score.brier, 4),
                       words::plain(score.log, 4),
                       is_a ? "" : words::percent(score.skill_a.value, 1),
                       is_a ? std::string() : percent_range(score.skill_a)});
        }
        page_.table(table);
    }

    void coverage(HorizonResult const& horizon) {
        page_.paragraph("", "Running high and low within the middle of what was foretold");
        Table table;
        std::vector<std::string> head{""};
        for (char const* const extreme : {"high ", "low "})
            for (double const level : coverage_levels)
                head.push_back(extreme + words::percent(level, 0));
        table.head(head);
        for (std::size_t m = 0; m < horizon.coverage.size(); ++m) {
            std::vector<words::Cell> row{"  " + r_.models[m + 1].name};
            for (auto const* const extreme : {&horizon.coverage[m].high, &horizon.coverage[m].low})
                for (auto const& one : *extreme) row.emplace_back(words::percent(one.value, 1));
            table.row(std::move(row));
        }
        page_.table(table);
    }

    /// The head of a table with a column a horizon.
    [[nodiscard]] std::vector<std::string> by_horizon(std::vector<std::string> head) const {
        for (auto const& horizon : r_.horizons) head.push_back(std::to_string(horizon.days) + " d");
        return head;
    }

    void reliability() {
        if (r_.horizons.front().touches.empty()) return;
        page_.line("AFTER FORECASTS OF TOUCHES by M, how often they happened", Look::strong);
        Table table;
        table.head(by_horizon({"", "foretold"}));
        for (std::size_t i = 0; i < n_bins; ++i) {
            double const low = static_cast<double>(i) / n_bins;
            std::vector<words::Cell> row{
                "", words::percent(low, 0) + " to " + words::percent(low + 1.0 / n_bins, 0)};
            for (auto const& horizon : r_.horizons) {
                auto const& bin = horizon.touches[regression].reliability[0][i];
                if (bin.n == 0)
                    row.emplace_back("");
                else
                    row.emplace_back(words::percent(bin.observed.value, 1) + " (" +
                                         percent_range(bin.observed) + ")",
                                     words::percent(bin.observed.value, 1));
            }
            table.row(std::move(row));
        }
        page_.table(table);
    }

    void years() {
        page_.line();
        page_.line("SKILL OF M IN THE RACE by year of the start", Look::strong);
        Table table;
        table.head(by_horizon({"", "starts"}));
        auto const& all = r_.horizons.front().questions.front().models.front().years;
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::vector<words::Cell> row{"  " + std::to_string(all[i].year),
                                         words::whole(all[i].n)};
            for (auto const& horizon : r_.horizons) {
                auto const& models = horizon.questions.front().models;
                row.emplace_back(words::percent(
                    1 - models[regression].years[i].brier / models[climatology].years[i].brier, 1));
            }
            table.row(std::move(row));
        }
        page_.table(table);
    }

    BacktestResult const& r_;
    words::TextPage page_;
};

}  // namespace

std::string where_skill_lies(BacktestResult const& result) {
    std::string hit, which;
    bool gains_hit = false, gains_which = false;
    for (auto const& horizon : result.horizons) {
        auto const& score = horizon.questions.front().models[regression].score;
        std::string const at = std::to_string(horizon.days) + " d ";
        hit += (hit.empty() ? "" : ", ") + at + millinats_with_range(score.hit_gain);
        which += (which.empty() ? "" : ", ") + at + millinats_with_range(score.direction_gain);
        gains_hit |= score.hit_gain.low > 0;
        gains_which |= score.direction_gain.low > 0;
    }
    char const* const verdict =
        gains_hit && gains_which ? "Skill of M in the race is in whether a level is hit, and also "
                                   "in which one comes first."
        : gains_hit   ? "Skill of M in the race is in whether a level is hit, not in which."
        : gains_which ? "Skill of M in the race is in which level comes first, not in whether one "
                        "is hit."
                      : "M has no skill in the race that its intervals would show, neither in "
                        "whether a level is hit nor in which.";
    return std::string(verdict) + " Gain of log score against A [1/1000 nat, 95 %]: whether " +
           hit + "; which " + which + ".";
}

std::string backtest_text(BacktestResult const& result, words::TextStyle const& style) {
    return Text(result, style).all();
}

}  // namespace liq::validation
