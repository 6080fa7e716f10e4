/// \file
/// Ownership of HDF5 identifiers and the way from HDF5's error stack to an Error for people.
/// Included by the reader and the writer of this folder only; nobody else sees `hid_t`.
#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "host/errors.hpp"

namespace liq::storage {

/// Keeps HDF5 from printing its error stack; what went wrong is in the Error that is thrown. Called
/// wherever a file is opened or created, before any call that may fail.
inline void silence_hdf5() {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

/// Sole owner of one HDF5 identifier; closes it when it goes. Negative: owns nothing.
class Handle {
  public:
    /// Closes an identifier: H5Fclose, H5Dclose, H5Sclose, ...
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    Handle(hid_t id, Close closer) : id_(id), closer_(closer) {}
    Handle(Handle&& other) noexcept
        : id_(std::exchange(other.id_, H5I_INVALID_HID)), closer_(other.closer_) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(closer_, other.closer_);
        return *this;
    }
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle() { static_cast<void>(close()); }

    [[nodiscard]] hid_t id() const { return id_; }
    explicit operator bool() const { return id_ >= 0; }

    /// Closes now; false if HDF5 could not (a writer must know whether its file is whole).
    [[nodiscard]] bool close() {
        hid_t const id = std::exchange(id_, H5I_INVALID_HID);
        return id < 0 || closer_(id) >= 0;
    }

  private:
    hid_t id_ = H5I_INVALID_HID;
    Close closer_ = nullptr;
};

/// What HDF5 says about its last failure, from the call down to the cause: "unable to open file:
/// file signature not found". Empty if the last call did not fail.
inline std::string hdf5_error_text() {
    std::string text;
    auto const add = [](unsigned, H5E_error2_t const* error, void* into) -> herr_t {
        auto& all = *static_cast<std::string*>(into);
        std::string const line = error->desc != nullptr ? error->desc : "";
        if (!line.empty() && all.find(line) == std::string::npos) {
            if (!all.empty()) all += ": ";
            all += line;
        }
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, add, &text);
    return text;
}

/// Throws with HDF5's own words after `where`, the file or `file: /dataset`.
[[noreturn]] inline void fail_hdf5(Exit exit, std::string_view where, std::string_view problem) {
    std::string const text = hdf5_error_text();
    throw Error(exit, std::string(where) + ": " + std::string(problem) +
                          (text.empty() ? "" : " (HDF5: " + text + ")"));
}

/// The result of an HDF5 call (hid_t, herr_t, htri_t, hssize_t, ...), or an Error if it is
/// negative.
template <class Result>
Result checked(Result result, Exit exit, std::string_view where, std::string_view problem) {
    if (result < 0) fail_hdf5(exit, where, problem);
    return result;
}

/// An owned identifier from an HDF5 call, or an Error if it failed:
/// `owned(H5Dopen2(...), H5Dclose, Exit::bad_input, where, "cannot be opened")`.
inline Handle owned(hid_t id, Handle::Close closer, Exit exit, std::string_view where,
                    std::string_view problem) {
    return {checked(id, exit, where, problem), closer};
}

/// How messages name an object: `file.h5: /positions/open_interest`.
inline std::string place(std::filesystem::path const& file, std::string const& object) {
    return file.string() + ": " + object;
}

}  // namespace liq::storage
