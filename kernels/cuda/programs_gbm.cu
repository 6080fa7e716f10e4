// Kernels of gbm.
#include "kernels/cuda/launch.cuh"

namespace liq {

template void launch<PathProgram<OnePrice<Gbm>, StepMonitoring, NoCascade>>(Launch const&,
                                                                            CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, BridgeMonitoring, NoCascade>>(Launch const&,
                                                                              CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, StepMonitoring, FrozenCascade<SteadyDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, BridgeMonitoring, FrozenCascade<SteadyDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, StepMonitoring, FrozenCascade<WithdrawingDepth>>>(
    Launch const&, CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, BridgeMonitoring, FrozenCascade<WithdrawingDepth>>>(
    Launch const&, CardMemory&, Totals&);

}  // namespace liq
