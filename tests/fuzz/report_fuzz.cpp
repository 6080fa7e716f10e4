// Reports, read in this process (in_process.cpp). Those of the corpus have no seal, which would
// refuse every change.
#include "host/report/read_report.hpp"

#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    read_as_file(bytes,
                 [](std::string const& path) { static_cast<void>(report::read_report(path)); });
}

}  // namespace

Target const report_target{"report", read, true};

}  // namespace liq::fuzz
