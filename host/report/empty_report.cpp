#include <unistd.h>

#include <array>
#include <ctime>

#include "host/report/report.hpp"
#include "host/revision.hpp"

namespace liq {
namespace {

std::string utc_now() {
    std::time_t const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

}  // namespace

Report empty_report() {
    Report report;
    report.version = program_version();
    report.git_revision = git_revision();
    report.created = utc_now();
    report.host = host_name();
    return report;
}

}  // namespace liq
