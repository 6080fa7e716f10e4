#include "kernels/cuda/visible_cards.hpp"

#include <gtest/gtest.h>

namespace liq {
namespace {

TEST(VisibleCards, AreNamedWhereTheirVariableHidesThem) {
    EXPECT_EQ(no_card_in_words("no CUDA device is there", nullptr), "no CUDA device is there");
    EXPECT_EQ(no_card_in_words("none", "GPU-0000"),
              "none; CUDA_VISIBLE_DEVICES = \"GPU-0000\" may name no card of this machine. "
              "Compare it with `nvidia-smi -L`");
    EXPECT_EQ(no_card_in_words("none", ""),
              "none; CUDA_VISIBLE_DEVICES = \"\" hides every card. Unset it to use one");
}

TEST(VisibleCards, AreMissingWithoutADriverAndWithTooOldAOne) {
    std::string const error = "CUDA driver version is insufficient for CUDA runtime version";
    EXPECT_EQ(no_cuda_in_words(error, 0, 12'040, nullptr),
              "there is no NVIDIA GPU here, or no driver of one");
    EXPECT_EQ(no_cuda_in_words(error, 11'080, 12'040, nullptr),
              "the NVIDIA driver supports CUDA 11.8, and this program needs 12.4 or later (CUDA "
              "says: " +
                  error + ")");
    EXPECT_EQ(no_cuda_in_words("no device", 12'020, 12'040, nullptr),
              "no NVIDIA GPU can be used here: no device");
    EXPECT_NE(no_cuda_in_words("no device", 12'040, 12'040, "").find("hides every card"),
              std::string::npos);
}

TEST(VisibleCards, AreFewerThanListedOfSlicesAndAfterAnUnknownEntry) {
    EXPECT_EQ(fewer_cards_in_words(2, nullptr), "");
    EXPECT_EQ(fewer_cards_in_words(2, "0,1"), "");
    EXPECT_EQ(fewer_cards_in_words(8, "1"), "");
    std::string const two = fewer_cards_in_words(1, "MIG-a,MIG-b");
    EXPECT_TRUE(
        two.starts_with("CUDA_VISIBLE_DEVICES = \"MIG-a,MIG-b\" names 2 devices, CUDA gives this "
                        "process 1 of them"))
        << two;
}

}  // namespace
}  // namespace liq
