/// \file
/// What CUDA_VISIBLE_DEVICES has to do with the cards that are there, in words. Plain C++.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace liq {

/// Entries of a list of devices: "0,1", "GPU-8932f937", "MIG-a,MIG-b".
inline int n_entries(std::string_view devices) {
    if (devices.empty()) return 0;
    return 1 + static_cast<int>(std::ranges::count(devices, ','));
}

/// Why no card can be used. Where the variable is set it is named: it hides the cards that it does
/// not list, and CUDA stops at the first entry that it does not know.
/// \param why      what CUDA says
/// \param devices  the value of CUDA_VISIBLE_DEVICES; null: it is not set
inline std::string no_card_in_words(std::string const& why, char const* devices) {
    if (devices == nullptr) return why;
    std::string const set = why + "; CUDA_VISIBLE_DEVICES = \"" + devices + "\" ";
    if (*devices == '\0') return set + "hides every card. Unset it to use one";
    return set + "may name no card of this machine. Compare it with `nvidia-smi -L`";
}

/// What to say where the variable names more devices than CUDA gives; empty where it does not. A
/// process gets one slice of a card (MIG), whatever is listed.
inline std::string fewer_cards_in_words(int n_cards, char const* devices) {
    int const listed = devices == nullptr ? 0 : n_entries(devices);
    if (n_cards >= listed) return "";
    return "CUDA_VISIBLE_DEVICES = \"" + std::string(devices) + "\" names " +
           std::to_string(listed) + " devices, CUDA gives this process " + std::to_string(n_cards) +
           " of them: it gives one slice of a card (MIG), and stops at an entry that it does not "
           "know";
}

}  // namespace liq
