/// \file
/// The one place that knows which compiler reads this header. `LIQ_HD` marks what runs on a path:
/// host code for g++ and clang, host and device code for nvcc. `LIQ_HD_APART` is for what is rare
/// and long: a function of its own on the CPU, so that loops over lanes keep their registers and
/// programs share one copy; for templates and members. `LIQ_INLINED` follows the parameters of a
/// lambda that is too long for clang to inline unasked, where the loop over lanes that calls it
/// must be SIMD.
///
/// The engine is built once per instruction set. `LIQ_TARGET` names the inline namespace that the
/// copies live in, so that the linker never merges a function built for AVX-512 into the build for
/// an older processor. CMake defines it for those builds; everything else is `portable`.
#pragma once

#if defined(__CUDACC__)
#define LIQ_HD __host__ __device__ __forceinline__
#define LIQ_HD_APART LIQ_HD
#define LIQ_INLINED
#else
#define LIQ_HD inline __attribute__((always_inline))
#define LIQ_HD_APART __attribute__((noinline, flatten))
#define LIQ_INLINED __attribute__((always_inline))
#endif

namespace liq {
/// The same object, for rare code on a GPU: what such code reads of it is loaded there and then,
/// where a compiler that sees through the reference would keep it in registers from the start.
template <class T>
LIQ_HD T const& for_rare_code(T const& object) {
#if defined(__CUDA_ARCH__)
    T const* hidden = &object;
    asm volatile("" : "+l"(hidden));
    return *hidden;
#else
    return object;
#endif
}

}  // namespace liq

#ifndef LIQ_TARGET
#define LIQ_TARGET portable
#define LIQ_HARDWARE_FMA 0
#endif
