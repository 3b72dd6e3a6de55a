#include "groupware/formats/encoding/charset.h"

#include "groupware/base/utf8.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace groupware::formats::encoding {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct Charset {
    std::string_view name;  ///< in small letters, without anything but letters and digits
    const char* iconvName;
};

/// A name of the client's own goes nowhere near iconv, which loads a module per character set.
constexpr std::array kCharsets{
    Charset{"usascii", "WINDOWS-1252"},  // who says so and sends eight bits means that
    Charset{"ascii", "WINDOWS-1252"},
    Charset{"utf8", "UTF-8"},
    Charset{"utf16", "UTF-16"},
    Charset{"utf16le", "UTF-16LE"},
    Charset{"utf16be", "UTF-16BE"},
    Charset{"iso88591", "WINDOWS-1252"},  // as the WHATWG Encoding standard has it: C1 controls are never meant
    Charset{"latin1", "WINDOWS-1252"},
    Charset{"iso88592", "ISO-8859-2"},
    Charset{"iso88593", "ISO-8859-3"},
    Charset{"iso88594", "ISO-8859-4"},
    Charset{"iso88595", "ISO-8859-5"},
    Charset{"iso88596", "ISO-8859-6"},
    Charset{"iso88597", "ISO-8859-7"},
    Charset{"iso88598", "ISO-8859-8"},
    Charset{"iso88599", "ISO-8859-9"},
    Charset{"iso885910", "ISO-8859-10"},
    Charset{"iso885911", "ISO-8859-11"},
    Charset{"iso885913", "ISO-8859-13"},
    Charset{"iso885914", "ISO-8859-14"},
    Charset{"iso885915", "ISO-8859-15"},
    Charset{"iso885916", "ISO-8859-16"},
    Charset{"windows1250", "WINDOWS-1250"},
    Charset{"windows1251", "WINDOWS-1251"},
    Charset{"windows1252", "WINDOWS-1252"},
    Charset{"cp1252", "WINDOWS-1252"},
    Charset{"windows1253", "WINDOWS-1253"},
    Charset{"windows1254", "WINDOWS-1254"},
    Charset{"windows1255", "WINDOWS-1255"},
    Charset{"windows1256", "WINDOWS-1256"},
    Charset{"windows1257", "WINDOWS-1257"},
    Charset{"windows1258", "WINDOWS-1258"},
    Charset{"koi8r", "KOI8-R"},
    Charset{"koi8u", "KOI8-U"},
    Charset{"shiftjis", "CP932"},
    Charset{"sjis", "CP932"},
    Charset{"eucjp", "EUC-JP"},
    Charset{"iso2022jp", "ISO-2022-JP"},
    Charset{"gbk", "GBK"},
    Charset{"gb2312", "GBK"},
    Charset{"gb18030", "GB18030"},
    Charset{"big5", "BIG5"},
    Charset{"euckr", "EUC-KR"},
};

std::string comparable(std::string_view name) {
    std::string result;
    for (char c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
    }
    return result;
}

class Converter {
public:
    explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): POSIX compares with this pointer
        if (handle_ == reinterpret_cast<iconv_t>(-1))
            throw std::runtime_error("iconv does not know " + std::string(from));
    }
    ~Converter() { iconv_close(handle_); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    /// @param unit  octets to skip where nothing can be made of them
    std::string convert(std::string_view octets, std::size_t unit) {
        char* in = const_cast<char*>(octets.data());  // iconv's signature; it only reads
        std::size_t left = octets.size();
        while (left > 0) {
            const int why = step(&in, &left);
            if (why == 0 || why == E2BIG) continue;
            text_ += kReplacement;
            if (why != EILSEQ) break;  // cut short in the middle of a character
            in += std::min(unit, left);
            left -= std::min(unit, left);
        }
        step(nullptr, nullptr);  // what waits for a combining character
        return std::move(text_);
    }

private:
    /// @return errno, or 0
    int step(char** in, std::size_t* left) {
        std::array<char, 4096> piece{};
        char* out = piece.data();
        std::size_t room = piece.size();
        const bool converted = iconv(handle_, in, left, &out, &room) != static_cast<std::size_t>(-1);
        const int why = converted ? 0 : errno;
        text_.append(piece.data(), piece.size() - room);
        return why;
    }

    iconv_t handle_;
    std::string text_;
};

}  // namespace

std::optional<std::string> toUtf8(std::string_view octets, std::string_view charset) {
    const auto name = comparable(charset);
    const auto* const found =
        std::find_if(kCharsets.begin(), kCharsets.end(), [&](const Charset& each) { return each.name == name; });
    if (found == kCharsets.end()) return std::nullopt;
    if (name == "utf8" && isUtf8(octets)) return std::string(octets);
    return repairedUtf8(Converter(found->iconvName).convert(octets, name.starts_with("utf16") ? 2 : 1));
}

std::string guessedUtf8(std::string_view octets) {
    if (octets.starts_with(kUtf8Mark)) return repairedUtf8(octets.substr(kUtf8Mark.size()));
    if (octets.starts_with("\xFF\xFE")) return *toUtf8(octets.substr(2), "utf-16le");
    if (octets.starts_with("\xFE\xFF")) return *toUtf8(octets.substr(2), "utf-16be");
    return isUtf8(octets) ? std::string(octets) : *toUtf8(octets, "windows-1252");
}

std::string repairedUtf8(std::string_view text) {
    if (isUtf8(text)) return std::string(text);
    constexpr std::size_t kLongest = 4;
    std::string repaired;
    while (!text.empty()) {
        std::size_t length = 1;
        while (length <= std::min(kLongest, text.size()) && !isUtf8(text.substr(0, length))) ++length;
        const bool whole = length <= std::min(kLongest, text.size());
        repaired += whole ? text.substr(0, length) : kReplacement;
        text.remove_prefix(whole ? length : 1);
    }
    return repaired;
}

}  // namespace groupware::formats::encoding
