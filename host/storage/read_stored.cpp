#include "host/storage/read_values.hpp"

namespace liq::storage {

Stored read_stored(Source const& from) {
    Handle const type = owned(from.is_attribute ? H5Aget_type(from.id) : H5Dget_type(from.id),
                              H5Tclose, Exit::bad_input, from.where, "has no readable type");
    switch (H5Tget_class(type.id())) {
        case H5T_FLOAT:
            return read_numbers(from);
        case H5T_INTEGER:
            if (H5Tget_sign(type.id()) == H5T_SGN_NONE) return read_counts(from);
            return read_integers(from);
        case H5T_STRING:
            return read_strings(from);
        default:
            return {};
    }
}

}  // namespace liq::storage
