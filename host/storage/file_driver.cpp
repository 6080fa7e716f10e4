#include "host/storage/file_driver.hpp"

#include <hdf5.h>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace liq::storage {
namespace {

/// HDF5 sees its own part and hands it back with every call.
struct OpenFile {
    H5FD_t hdf5{};
    DrivenFile* into = nullptr;
    haddr_t end_of_addresses = 0;  ///< as far as HDF5 has given space away
    haddr_t end_of_file = 0;       ///< as far as something was written
};
static_assert(offsetof(OpenFile, hdf5) == 0);

OpenFile& of(H5FD_t* file) {
    return *reinterpret_cast<OpenFile*>(file);
}
OpenFile const& of(H5FD_t const* file) {
    return *reinterpret_cast<OpenFile const*>(file);
}

H5FD_t* open(char const*, unsigned, hid_t access, haddr_t) {
    auto const* const target = static_cast<DrivenFile* const*>(H5Pget_driver_info(access));
    if (target == nullptr) return nullptr;
    auto file = std::make_unique<OpenFile>();
    file->into = *target;
    return &file.release()->hdf5;
}

herr_t close(H5FD_t* file) {
    delete &of(file);
    return 0;
}

herr_t query(H5FD_t const*, unsigned long* flags) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

haddr_t end_of_addresses(H5FD_t const* file, H5FD_mem_t) {
    return of(file).end_of_addresses;
}

herr_t set_end_of_addresses(H5FD_t* file, H5FD_mem_t, haddr_t address) {
    of(file).end_of_addresses = address;
    return 0;
}

haddr_t end_of_file(H5FD_t const* file, H5FD_mem_t) {
    return of(file).end_of_file;
}

void note(DrivenFile& into, int error) {
    if (into.error == 0) into.error = error;
}

/// What was never written reads as zeros.
herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, void* values) {
    std::span const bytes(static_cast<std::byte*>(values), size);
    std::size_t found = 0;
    note(*of(file).into, of(file).into->file->read_at(address, bytes, found));
    std::ranges::fill(bytes.subspan(found), std::byte{0});
    return 0;
}

herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size,
             void const* values) {
    DrivenFile& into = *of(file).into;
    of(file).end_of_file = std::max(of(file).end_of_file, address + size);
    if (into.error == 0)
        note(into, into.file->write_at(address, {static_cast<std::byte const*>(values), size}));
    return 0;
}

herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
    DrivenFile& into = *of(file).into;
    of(file).end_of_file = of(file).end_of_addresses;
    if (into.error == 0) note(into, into.file->resize(of(file).end_of_addresses));
    return 0;
}

H5FD_class_t driver_class() {
    H5FD_class_t driver{};  // what is not set here HDF5 does itself, or does without
#if H5_VERSION_GE(1, 13, 0)
    driver.version = H5FD_CLASS_VERSION;
    driver.value = 600;  // 512 and up are free for drivers that are in no list
#endif
    driver.name = "liqcascade_new_file";
    driver.maxaddr = haddr_t{1} << 62;
    driver.fc_degree = H5F_CLOSE_STRONG;
    driver.fapl_size = sizeof(DrivenFile*);
    driver.open = open;
    driver.close = close;
    driver.query = query;
    driver.get_eoa = end_of_addresses;
    driver.set_eoa = set_end_of_addresses;
    driver.get_eof = end_of_file;
    driver.read = read;
    driver.write = write;
    driver.truncate = truncate;
    H5FD_mem_t const map[] = H5FD_FLMAP_DICHOTOMY;
    std::ranges::copy(map, driver.fl_map);
    return driver;
}

/// HDF5 would keep up to 32 MB of what describes a large file. The runs that were written are not
/// looked at again.
void keep_little(Handle const& access) {
    H5AC_cache_config_t config{};
    config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
    checked(H5Pget_mdc_config(access.id(), &config), Exit::failed, "HDF5",
            "does not say how much it keeps");
    config.set_initial_size = true;
    config.initial_size = config.min_size = std::size_t{1} << 20;
    config.max_size = std::size_t{2} << 20;
    checked(H5Pset_mdc_config(access.id(), &config), Exit::failed, "HDF5", "keeps no less");
}

}  // namespace

void drive(Handle const& access, DrivenFile& into) {
    static H5FD_class_t const what = driver_class();
    static hid_t const driver = H5FDregister(&what);
    DrivenFile* const target = &into;
    checked(driver, Exit::failed, "HDF5", "takes no file driver");
    checked(H5Pset_driver(access.id(), driver, &target), Exit::failed, "HDF5",
            "takes no file driver");
    keep_little(access);
}

}  // namespace liq::storage
