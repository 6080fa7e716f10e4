/// \file
/// Columns of the table of all runs of a report.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "host/findings/report.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes columns along the runs of a report.
class RunTable {
  public:
    RunTable(storage::Writer& writer, std::string path, findings::Report const& report)
        : writer_(writer), path_(std::move(path)), report_(report) {}

    template <class T>
    void column(std::string const& name, storage::Description const& what,
                std::function<T(findings::RunFindings const&)> const& value) {
        std::vector<T> values;
        for (auto const& run : report_.runs) values.push_back(value(run.findings));
        column(name, what, values);
    }
    template <class T>
    void column(std::string const& name, storage::Description const& what,
                std::vector<T> const& values) {
        writer_.variable(path_ + "/" + name, {"run"}, values, what);
    }

  private:
    storage::Writer& writer_;
    std::string path_;
    findings::Report const& report_;
};

}  // namespace liq::report
