#include "groupware/session/app_password.h"

#include "groupware/base/crypto.h"

#include <algorithm>
#include <array>

namespace groupware::session {
namespace {

using principals::Module;

constexpr std::array kApplications{Module::Webmail, Module::Calendar, Module::Contacts, Module::Tasks,
                                   Module::Infostore};

constexpr std::string_view kPrefix = "yoke-";
constexpr std::size_t kHexDigits = 32;
constexpr std::size_t kSecretOctets = 16;

bool isHex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

principals::ModuleAccess AppPasswordScope::of(principals::ModuleAccess access) const {
    access.set(Module::EditPassword, false);
    const bool limited = std::any_of(kApplications.begin(), kApplications.end(),
                                     [&](Module application) { return modules.has(application); });
    if (!limited) return access;
    access.set(Module::EditGroup, false);
    access.set(Module::EditResource, false);
    for (const auto application : kApplications) {
        if (!modules.has(application)) access.set(application, false);
    }
    return access;
}

std::span<const Module> applications() {
    return kApplications;
}

AppPasswordText AppPasswordText::create(ContextId context) {
    return {.id = SessionId::create(context), .secret = crypto::toHex(crypto::randomBytes(kSecretOctets))};
}

std::optional<AppPasswordText> AppPasswordText::parse(std::string_view text) {
    constexpr std::size_t kLength = kPrefix.size() + kHexDigits + 1 + kHexDigits;
    if (text.size() != kLength || !text.starts_with(kPrefix) || text[kPrefix.size() + kHexDigits] != '-') {
        return std::nullopt;
    }
    const auto id = SessionId::parse(text.substr(kPrefix.size(), kHexDigits));
    const auto secret = text.substr(kLength - kHexDigits);
    if (!id || !isHex(secret)) return std::nullopt;
    return AppPasswordText{.id = *id, .secret = std::string(secret)};
}

std::string AppPasswordText::text() const {
    return std::string(kPrefix) + id.hex() + "-" + secret;
}

std::string AppPasswordText::secretHash() const {
    return crypto::sha256(secret);
}

}  // namespace groupware::session
