#include "groupware/calendar/html_text.h"

#include <cstdint>

namespace groupware::calendar {

std::string htmlText(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default:
                if (static_cast<std::uint8_t>(c) >= 0x20U || c == '\n' || c == '\t') result += c;
        }
    }
    return result;
}

}  // namespace groupware::calendar
