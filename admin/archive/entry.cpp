#include "admin/archive/entry.h"

#include "groupware/base/utf8.h"

#include <algorithm>

namespace admin::archive {

bool isSafePath(std::string_view path) {
    if (path.empty() || path.size() > kMaxPathOctets || !groupware::isUtf8(path)) return false;
    const auto harmful = [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet < ' ' || octet == 0x7f || c == '\\';
    };
    if (std::any_of(path.begin(), path.end(), harmful)) return false;
    while (true) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (segment.empty() || segment == "." || segment == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

}  // namespace admin::archive
