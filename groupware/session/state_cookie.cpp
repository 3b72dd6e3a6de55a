#include "groupware/session/state_cookie.h"

#include "groupware/base/crypto.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace groupware::session {
namespace {

constexpr std::string_view kVersion = "1";
constexpr std::size_t kSignatureOctets = 16;
constexpr std::size_t kMaxPosition = 250;  // a position of one domain has about 20

bool isPosition(std::string_view text) {
    return text.size() <= kMaxPosition &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

/// Takes the next field, up to a dot or the end.
std::string_view take(std::string_view& text) {
    const auto end = std::min(text.find('.'), text.size());
    const auto field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return field;
}

bool takeNumber(std::string_view& text, std::int64_t& number) {
    const auto field = take(text);
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), number);
    return problem == std::errc() && end == field.data() + field.size() && number >= 0;
}

}  // namespace

std::string writeState(const CommitToken& state) {
    std::string position = state.gtid;
    std::replace(position.begin(), position.end(), ',', '_');
    if (!isPosition(position)) position.clear();
    std::string text(kVersion);
    for (const std::int64_t number : {state.context.value, state.epoch, state.term, state.seq.value})
        text.append(".").append(std::to_string(number));
    return text + "." + position;
}

std::optional<CommitToken> parseState(std::string_view text) {
    const auto whole = text;
    CommitToken state;
    const bool numbers = take(text) == kVersion && takeNumber(text, state.context.value) &&
                         takeNumber(text, state.epoch) && takeNumber(text, state.term) &&
                         takeNumber(text, state.seq.value);
    if (!numbers) return std::nullopt;
    state.gtid = text;
    std::replace(state.gtid.begin(), state.gtid.end(), '_', ',');
    // One text for one state: no leading zeros, no further fields.
    return writeState(state) == whole ? std::optional(std::move(state)) : std::nullopt;
}

StateCookie::StateCookie(std::string_view clusterKey) : key_(crypto::hmacSha256(clusterKey, "session.state_cookie")) {}

std::string StateCookie::name(ContextId context) {
    return "yoke-state-" + std::to_string(context.value);
}

std::string StateCookie::signatureOf(std::string_view text) const {
    return crypto::toHex(crypto::hmacSha256(key_, text).substr(0, kSignatureOctets));
}

std::string StateCookie::seal(const CommitToken& state) const {
    const std::string text = writeState(state);
    return text + "." + signatureOf(text);
}

std::optional<CommitToken> StateCookie::open(ContextId context, std::string_view value) const {
    const auto dot = value.rfind('.');
    if (value.size() > kMaxValue || dot == std::string_view::npos) return std::nullopt;
    const auto text = value.substr(0, dot);
    if (!crypto::equalConstantTime(signatureOf(text), value.substr(dot + 1))) return std::nullopt;
    auto state = parseState(text);
    return state && state->context == context ? std::move(state) : std::nullopt;
}

}  // namespace groupware::session
