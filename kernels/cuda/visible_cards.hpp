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

/// Why CUDA finds no card, in words. CUDA calls a machine without a driver one with too old a
/// driver, whose version is 0.
/// \param error   what CUDA says
/// \param driver  latest version of CUDA that the driver supports, as CUDA counts (12040 is 12.4);
///     0: there is no driver
/// \param needed  version of CUDA that the program was built with
/// \param devices the value of CUDA_VISIBLE_DEVICES; null: it is not set
inline std::string no_cuda_in_words(std::string const& error, int driver, int needed,
                                    char const* devices) {
    auto const version = [](int number) {
        return std::to_string(number / 1000) + "." + std::to_string(number % 1000 / 10);
    };
    if (driver == 0) return "there is no NVIDIA GPU here, or no driver of one";
    if (driver / 1000 < needed / 1000)  // a driver runs all of its major version
        return "the NVIDIA driver supports CUDA " + version(driver) + ", and this program needs " +
               version(needed) + " or later (CUDA says: " + error + ")";
    return no_card_in_words("no NVIDIA GPU can be used here: " + error, devices);
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
