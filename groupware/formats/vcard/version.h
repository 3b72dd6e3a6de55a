#pragma once

namespace groupware::formats::vcard {

/// Of the vCard format.
enum class Version {
    V21,  ///< the consortium's of 1996
    V30,  ///< RFC 2426
    V40,  ///< RFC 6350
};

}  // namespace groupware::formats::vcard
