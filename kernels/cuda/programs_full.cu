// Kernels of the full cascade.
#include "kernels/cuda/launch.cuh"

namespace liq {

template void launch<PathProgram<AnyPrice, StepMonitoring, FullCascade<FrozenBook>>>(Launch const&,
                                                                                     CardMemory&,
                                                                                     Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, FullCascade<FrozenBook>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<AnyPrice, StepMonitoring, FullCascade<LivingBook>>>(Launch const&,
                                                                                     CardMemory&,
                                                                                     Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, FullCascade<LivingBook>>>(
    Launch const&, CardMemory&, Totals&);

}  // namespace liq
