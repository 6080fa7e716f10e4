#include "host/findings/statistics.hpp"

namespace liq::findings {

std::string meaning_of(StatisticDescription const& statistic, Tail worst) {
    std::string text = statistic.meaning;
    std::string const word = "worst";
    auto const at = text.find(word);
    if (worst != Tail::none && at != text.npos)
        text.replace(at, word.size(), worst == Tail::low ? "lowest" : "highest");
    return text;
}

}  // namespace liq::findings
