/// \file
/// The one place that knows which compiler reads this header. `LIQ_HD` marks what runs on a path:
/// it is host code for g++ and clang, and host and device code for nvcc. `LIQ_HD_APART` marks
/// templates and members that are long and run rarely: on the CPU each is a function of its own, so
/// that loops over lanes keep their registers and programs share one copy. `LIQ_INLINED` stands
/// behind the parameters of a lambda that clang would not inline by itself because it is long,
/// where the loop over lanes that calls it must be SIMD. `LIQ_CARD_OR_CPU` is the first of two for
/// nvcc and the second for the others, where each needs a text of its own.
///
/// The engine is built once for each instruction set. `LIQ_TARGET` names the inline namespace of
/// each copy, so that the linker never merges a function that is built for AVX-512 into the build
/// for an older processor. CMake defines it for those builds; everywhere else it is `portable`.
/// `LIQ_VECTOR_BYTES` is the width of its vectors.
#pragma once

#if defined(__CUDACC__)
#define LIQ_HD __host__ __device__ __forceinline__
#define LIQ_HD_APART LIQ_HD
#define LIQ_INLINED
#define LIQ_CARD_OR_CPU(card, cpu) card
#define LIQ_VECTOR_BYTES 16
#else
#define LIQ_HD inline __attribute__((always_inline))
#define LIQ_HD_APART __attribute__((noinline, flatten))
#define LIQ_INLINED __attribute__((always_inline))
#define LIQ_CARD_OR_CPU(card, cpu) cpu
#endif

namespace liq {
/// Returns the same object, for code that runs rarely on a GPU. Such code then loads what it reads
/// of the object when it needs it. A compiler that could see through the reference would load it at
/// the start and keep it in registers.
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
/// The same only where `hides` is true.
template <bool hides, class T>
LIQ_HD T const& for_rare_code_if(T const& object) {
    if constexpr (hides) return for_rare_code(object);
    return object;
}

}  // namespace liq

#ifndef LIQ_TARGET
#define LIQ_TARGET portable
#define LIQ_HARDWARE_FMA 0
#define LIQ_VECTOR_BYTES 16
#endif
