#include "groupware/base/error.h"
#include "groupware/smtp/reply.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace smtp = groupware::smtp;

void require(bool holds) {
    if (!holds) std::abort();
}

struct Read {
    std::optional<smtp::Reply> reply{};
    std::size_t taken = 0;
    bool refused = false;
};

/// In pieces of at most `most` octets.
Read readIn(std::string_view octets, std::size_t most) {
    Read result;
    smtp::ReplyReader reader;
    try {
        while (!reader.complete() && result.taken < octets.size()) {
            const auto piece = octets.substr(result.taken, most);
            const auto taken = reader.take(piece);
            require(taken == piece.size() || reader.complete());
            result.taken += taken;
        }
    } catch (const groupware::Error&) {
        return {.refused = true};
    }
    if (reader.complete()) result.reply = reader.reply();
    return result;
}

void check(const smtp::Reply& reply) {
    require(reply.code >= 200 && reply.code <= 599 && !reply.lines.empty());
    const auto line = reply.inOneLine();
    require(line.starts_with(std::to_string(reply.code)));
    require(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    const auto status = reply.enhancedStatus();
    require(status.empty() ||
            (status.front() == '0' + reply.code / 100 && std::count(status.begin(), status.end(), '.') == 2));
    for (const auto* const keyword : {"SMTPUTF8", "AUTH"}) {
        const auto parameters = reply.extension(keyword);
        require(!parameters || reply.lines.size() > 1);
    }
}

}  // namespace

/// What a mail server sends is a reply, a part of one or none, however the network cuts it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {
        const auto whole = readIn(rest, rest.size());
        for (const std::size_t most : {std::size_t{1}, std::size_t{7}}) {
            const auto pieces = readIn(rest, most);
            require(pieces.refused == whole.refused && pieces.taken == whole.taken);
            require(pieces.reply.has_value() == whole.reply.has_value());
            require(!whole.reply ||
                    (pieces.reply->code == whole.reply->code && pieces.reply->lines == whole.reply->lines));
        }
        if (!whole.reply) return 0;
        check(*whole.reply);
        rest.remove_prefix(whole.taken);
    }
    return 0;
}
