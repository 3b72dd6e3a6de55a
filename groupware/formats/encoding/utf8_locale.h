#pragma once

#include <clocale>

namespace groupware::formats::encoding {

/// Makes UTF-8 the character set of the calling thread while it lives: libarchive converts names by the locale, and
/// daemons run in "C".
class Utf8Locale {
public:
    /// @throws std::runtime_error if the system has no "C.UTF-8"
    Utf8Locale();
    ~Utf8Locale();
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t own_;
    locale_t before_;
};

}  // namespace groupware::formats::encoding
