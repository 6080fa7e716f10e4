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
