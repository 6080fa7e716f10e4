#include "host/market/unknown_objects.hpp"

#include <algorithm>
#include <cstddef>

#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::market {
namespace {

constexpr std::size_t most_warnings = 16;

struct Group {
    std::string name;
    std::vector<std::string> members;
};

/// The layout: the members of each group. Coordinates are accepted in every group.
std::vector<Group> const& layout() {
    static std::vector<Group> const groups{
        {"/", {"spot", "positions", "book", "margin", "depth", "history"}},
        {"/positions",
         {"open_interest", "position_notional", "liquidatable_share", "class", "draws",
          "liquidation"}},
        {"/positions/draws", {"weight", "volume_days", "open_interest"}},
        {"/positions/liquidation", {"notional", "bankruptcy_price", "not_liquidatable"}},
        {"/book", {"turnover", "target"}},
        {"/margin",
         {"notional_cap", "maintenance_rate", "contract", "insurance_fund", "shape", "cap_unit",
          "contract_size", "max_leverage"}},
        {"/depth", {"notional"}},
        {"/history", {"open", "high", "low", "close", "volume", "open_interest", "funding_rate"}}};
    return groups;
}

std::vector<std::string> const coordinates{"side",  "venue", "entry_price", "leverage",
                                           "class", "tier",  "book_side",   "distance",
                                           "time",  "draw",  "replay",      "price"};
std::vector<std::string> const root_attributes{"filetype", "schema_version", "asset",  "quote",
                                               "as_of",    "source",         "license"};
std::vector<std::string> const dataset_attributes{"units",         "calendar",     "_FillValue",
                                                  "missing_value", "scale_factor", "add_offset"};

bool has(std::vector<std::string> const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

std::string path_of(std::string const& group, std::string const& member) {
    return (group == "/" ? "/" : group + "/") + member;
}

class Search {
  public:
    explicit Search(storage::Reader const& file) : file_(file) {}

    std::vector<std::string> warnings;

    void check_group(Group const& group) {
        if (!file_.has(group.name)) return;
        std::vector<std::string> known = group.members;
        known.insert(known.end(), coordinates.begin(), coordinates.end());
        for (std::string const& member : file_.members(group.name)) {
            if (!has(known, member))
                unknown_member(group, member);
            else if (group.name != "/" || member == "spot")
                check_attributes(path_of(group.name, member), dataset_attributes);
        }
    }

    void check_attributes(std::string const& object, std::vector<std::string> const& known) {
        for (std::string const& attribute : file_.attributes(object)) {
            auto const near = words::nearest(attribute, known);
            if (has(known, attribute) || !near) continue;
            add(object + ", attribute " + words::printable(attribute) +
                ": is not read. Did you mean " + *near + "?");
        }
    }

  private:
    void unknown_member(Group const& group, std::string const& member) {
        auto const near = words::nearest(member, group.members);
        std::string list;
        for (auto const& name : group.members) list += (list.empty() ? "" : ", ") + name;
        add(words::printable(path_of(group.name, member)) + ": is not read; " + group.name +
            " has " + list + (near ? ". Did you mean " + *near + "?" : ""));
    }
    void add(std::string const& what) {
        if (warnings.size() < most_warnings)
            warnings.push_back(file_.path().filename().string() + ": " + what);
    }

    storage::Reader const& file_;
};

}  // namespace

std::vector<std::string> unknown_objects(storage::Reader const& file) {
    Search search(file);
    search.check_attributes("/", root_attributes);
    for (Group const& group : layout()) search.check_group(group);
    return std::move(search.warnings);
}

}  // namespace liq::market
