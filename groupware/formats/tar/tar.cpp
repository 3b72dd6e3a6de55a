#include "groupware/formats/tar/tar.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

namespace groupware::formats::tar {
namespace {

/// Where the fields of a header are. POSIX.1-2017, pax, "ustar Interchange Format".
struct Field {
    std::size_t offset;
    std::size_t length;
};
constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kUser{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kModified{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kMagic{257, 8};
constexpr Field kPrefix{345, 155};

constexpr char kFile = '0';
constexpr char kOldFile = '\0';
constexpr char kExtended = 'x';
constexpr std::string_view kUstar("ustar\00000", 8);
constexpr std::size_t kMaxExtendedOctets = std::size_t{64} << 10U;
constexpr std::int64_t kMaxOctal = 077777777777;  // 11 digits

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "The archive is damaged: " + why + ".");
}

void put(std::string& block, const Field& field, std::string_view value) {
    block.replace(field.offset, value.size(), value);
}

void putOctal(std::string& block, const Field& field, std::int64_t value) {
    for (std::size_t i = field.length - 1; i-- > 0; value /= 8) {
        block[field.offset + i] = static_cast<char>('0' + value % 8);
    }
}

/// The field up to its first NUL.
std::string_view textIn(std::string_view block, const Field& field) {
    const auto whole = block.substr(field.offset, field.length);
    return whole.substr(0, std::min(whole.find('\0'), whole.size()));
}

std::int64_t octalIn(std::string_view block, const Field& field) {
    auto text = textIn(block, field);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    std::int64_t value = 0;
    constexpr int kOctal = 8;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, kOctal);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) refuse("a number is none");
    return value;
}

/// The checksum's own field counts as spaces.
std::int64_t checksumOf(std::string_view block) {
    const auto sum = [](std::string_view part) {
        return std::accumulate(part.begin(), part.end(), std::int64_t{0},
                               [](std::int64_t so, char c) { return so + static_cast<unsigned char>(c); });
    };
    const auto behind = kChecksum.offset + kChecksum.length;
    return sum(block.substr(0, kChecksum.offset)) + sum(block.substr(behind)) +
           static_cast<std::int64_t>(kChecksum.length) * ' ';
}

std::string blockOf(std::string_view name, std::int64_t size, std::int64_t modified, char type) {
    constexpr std::int64_t kOwnerOnly = 0600;
    std::string block(kBlockOctets, '\0');
    put(block, kName, name);
    putOctal(block, kMode, kOwnerOnly);
    putOctal(block, kUser, 0);
    putOctal(block, kGroup, 0);
    putOctal(block, kSize, size);
    putOctal(block, kModified, modified);
    put(block, kType, std::string_view(&type, 1));
    put(block, kMagic, kUstar);
    putOctal(block, {kChecksum.offset, kChecksum.length - 1}, checksumOf(block));
    block[kChecksum.offset + kChecksum.length - 1] = ' ';
    return block;
}

/// "<length> <key>=<value>\n", where the length counts itself.
std::string record(std::string_view key, const std::string& value) {
    const std::size_t bare = key.size() + value.size() + 3;
    std::size_t length = bare + 1;
    while (bare + std::to_string(length).size() != length) length = bare + std::to_string(length).size();
    return std::to_string(length) + " " + std::string(key) + "=" + value + "\n";
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::int64_t decimal(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) refuse("a number is none");
    return value;
}

/// Takes one record off the front. @return key and value
std::pair<std::string_view, std::string_view> takeRecord(std::string_view& text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) refuse("an extended header is none");
    const auto length = static_cast<std::size_t>(decimal(text.substr(0, space)));
    if (length > text.size() || length < space + 3 || text[length - 1] != '\n') refuse("an extended header is none");
    const auto body = text.substr(space + 1, length - space - 2);
    const auto equals = body.find('=');
    if (equals == std::string_view::npos) refuse("an extended header is none");
    text.remove_prefix(length);
    return {body.substr(0, equals), body.substr(equals + 1)};
}

std::string pathIn(std::string_view block) {
    std::string path(textIn(block, kName));
    const auto prefix = textIn(block, kPrefix);
    return prefix.empty() ? path : std::string(prefix) + "/" + path;
}

}  // namespace

bool isSafePath(std::string_view path) {
    if (path.empty() || path.size() > kMaxPathOctets || !isUtf8(path)) return false;
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

std::string header(const Entry& entry) {
    if (!isSafePath(entry.path)) refuse("a path leads elsewhere");
    if (entry.size < 0 || entry.modified < 0) refuse("a number is negative");
    const auto modified = std::min(entry.modified, kMaxOctal);
    const bool longPath = entry.path.size() > kName.length || !isAscii(entry.path);
    const bool large = entry.size > kMaxOctal;
    if (!longPath && !large) return blockOf(entry.path, entry.size, modified, kFile);
    std::string records;
    if (longPath) records += record("path", entry.path);
    if (large) records += record("size", std::to_string(entry.size));
    const auto length = static_cast<std::int64_t>(records.size());
    return blockOf("PaxHeaders/entry", length, modified, kExtended) + records + padding(length) +
           blockOf(longPath ? "entry" : entry.path, large ? 0 : entry.size, modified, kFile);
}

std::string padding(std::int64_t size) {
    constexpr auto kBlock = static_cast<std::int64_t>(kBlockOctets);
    return std::string(static_cast<std::size_t>((kBlock - size % kBlock) % kBlock), '\0');
}

std::string ending() {
    return std::string(2 * kBlockOctets, '\0');
}

std::string Reader::exactly(std::size_t octets) {
    std::string text(octets, '\0');
    std::size_t filled = 0;
    while (filled < octets) {
        const auto count = source_(std::span(text).subspan(filled));
        if (count == 0) refuse("it ends too early");
        filled += count;
    }
    return text;
}

/// Nothing for the ending.
std::optional<std::string> Reader::block() {
    auto text = exactly(kBlockOctets);
    if (std::all_of(text.begin(), text.end(), [](char c) { return c == '\0'; })) return std::nullopt;
    if (textIn(text, kMagic).substr(0, 5) != "ustar") refuse("it is no tar archive");
    if (octalIn(text, kChecksum) != checksumOf(text)) refuse("the checksum of a header is wrong");
    return text;
}

Reader::Extended Reader::extended(std::string_view header) {
    const auto size = static_cast<std::size_t>(octalIn(header, kSize));
    if (size > kMaxExtendedOctets) refuse("an extended header is too long");
    const std::string octets = exactly(size);
    (void)exactly(padding(static_cast<std::int64_t>(size)).size());
    Extended found;
    for (std::string_view rest(octets); !rest.empty();) {
        const auto [key, value] = takeRecord(rest);
        if (key == "path") found.path = std::string(value);
        if (key == "size") found.size = decimal(value);
    }
    return found;
}

void Reader::skip() {
    std::array<char, 16 * kBlockOctets> waste{};
    while (read(waste) > 0) {
    }
    (void)exactly(std::exchange(padding_, 0));
}

std::optional<Entry> Reader::next() {
    if (ended_) return std::nullopt;
    skip();
    auto found = block();
    Extended more;
    if (found && textIn(*found, kType) == std::string_view(&kExtended, 1)) {
        more = extended(*found);
        found = block();
        if (!found) refuse("a header is missing");
    }
    if (!found) {
        ended_ = true;
        return std::nullopt;
    }
    const char type = (*found)[kType.offset];
    if (type != kFile && type != kOldFile) refuse("it has other things than files");
    Entry entry{.path = more.path.value_or(pathIn(*found)),
                .size = more.size.value_or(octalIn(*found, kSize)),
                .modified = octalIn(*found, kModified)};
    if (!isSafePath(entry.path)) refuse("a path leads elsewhere");
    rest_ = entry.size;
    padding_ = padding(entry.size).size();
    return entry;
}

std::size_t Reader::read(std::span<char> into) {
    const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(rest_, static_cast<std::int64_t>(into.size())));
    if (wanted == 0) return 0;
    const auto count = source_(into.first(wanted));
    if (count == 0) refuse("it ends too early");
    rest_ -= static_cast<std::int64_t>(count);
    return count;
}

}  // namespace groupware::formats::tar
