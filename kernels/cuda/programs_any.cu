// Kernels of any price model, with a frozen book.
#include "kernels/cuda/launch.cuh"

namespace liq {

template void launch<PathProgram<AnyPrice, StepMonitoring, NoCascade>>(Launch const&, CardMemory&,
                                                                       Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, NoCascade>>(Launch const&, CardMemory&,
                                                                         Totals&);
template void launch<PathProgram<AnyPrice, StepMonitoring, Unmoved>>(Launch const&, CardMemory&,
                                                                     Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, Unmoved>>(Launch const&, CardMemory&,
                                                                       Totals&);
template void launch<PathProgram<AnyPrice, StepMonitoring, FrozenCascade<SteadyDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, FrozenCascade<SteadyDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<AnyPrice, StepMonitoring, FrozenCascade<WithdrawingDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<AnyPrice, BridgeMonitoring, FrozenCascade<WithdrawingDepth>>>(
    Launch const&, CardMemory&, Totals&);

}  // namespace liq
