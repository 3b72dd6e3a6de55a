#pragma once

#include "groupware/base/ids.h"

#include <string>

namespace filestore {

/// Which filestore a directory has to be, as the config DB says.
struct Identity {
    groupware::FilestoreId id;
    std::string number;     ///< 16 random octets: another cluster's filestore with the same id has others
    bool unmarked = false;  ///< a marker without the number counts too: it was written before there were numbers

    friend bool operator==(const Identity&, const Identity&) = default;
};

}  // namespace filestore
