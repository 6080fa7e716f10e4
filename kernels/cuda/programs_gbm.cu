// Kernels of gbm without a cascade.
#include "kernels/cuda/launch.cuh"

namespace liq {

template void launch<PathProgram<OnePrice<Gbm>, StepMonitoring, NoCascade>>(Launch const&,
                                                                            CardMemory&, Totals&);
template void launch<PathProgram<OnePrice<Gbm>, BridgeMonitoring, NoCascade>>(Launch const&,
                                                                              CardMemory&, Totals&);

}  // namespace liq
