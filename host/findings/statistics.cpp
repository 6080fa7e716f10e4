#include "host/findings/statistics.hpp"

namespace liq::findings {

std::string meaning_of(StatisticDescription const& statistic, Tail worst) {
    using enum StatisticDescription::Kind;
    std::string text = statistic.meaning;
    std::string const word = "worst";
    if (statistic.kind == shortfall && worst != Tail::none)
        text.replace(text.find(word), word.size(), worst == Tail::low ? "lowest" : "highest");
    Tail const tail = tail_of(statistic, worst);
    if (statistic.kind == quantile && tail != Tail::none)
        text += tail == Tail::low ? ", lower tail" : ", upper tail";
    return text;
}

}  // namespace liq::findings
