#include "groupware/formats/encoding/utf8_locale.h"

#include <stdexcept>

namespace groupware::formats::encoding {

Utf8Locale::Utf8Locale() : own_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(nullptr) {
    if (own_ == nullptr) throw std::runtime_error("this system has no locale C.UTF-8");
    before_ = ::uselocale(own_);
}

Utf8Locale::~Utf8Locale() {
    ::uselocale(before_);
    ::freelocale(own_);
}

}  // namespace groupware::formats::encoding
