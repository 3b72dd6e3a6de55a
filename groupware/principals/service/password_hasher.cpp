#include "groupware/principals/service/password_hasher.h"

#include "dbpool/pool/no_waiting.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/principals/options.h"

#include <crypt.h>

#include <algorithm>
#include <array>
#include <memory>

namespace groupware::principals {
namespace {

constexpr const char* kPreferredPrefix = "$y$";
constexpr unsigned long kPreferredCost = 5;  // 16 MiB, about 20 ms: libxcrypt's own default
constexpr std::array<std::string_view, 6> kAcceptedPrefixes{"$y$", "$2a$", "$2b$", "$2y$", "$5$", "$6$"};

bool isAccepted(std::string_view stored) {
    return std::any_of(kAcceptedPrefixes.begin(), kAcceptedPrefixes.end(),
                       [&](std::string_view prefix) { return stored.starts_with(prefix); });
}

std::string newSetting() {
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    const std::string random = crypto::randomBytes(16);
    if (crypt_gensalt_rn(kPreferredPrefix, kPreferredCost, random.data(), static_cast<int>(random.size()),
                         setting.data(), static_cast<int>(setting.size())) == nullptr) {
        throw Error(ErrorCode::Internal, "libxcrypt makes no yescrypt setting");
    }
    return setting.data();
}

/// Method and cost: everything before the salt. "$y$j9T$salt$hash" gives "$y$j9T".
std::string_view parameters(std::string_view stored) {
    const auto afterMethod = stored.find('$', 1);
    if (afterMethod == std::string_view::npos) return {};
    const auto afterCost = stored.find('$', afterMethod + 1);
    return afterCost == std::string_view::npos ? std::string_view() : stored.substr(0, afterCost);
}

}  // namespace

/// The right to compute, held by one thread.
class PasswordHasher::Turn {
public:
    explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
        dbpool::NoWaiting::require("the computation of a password");
        std::unique_lock lock(hasher_.mutex_);
        if (hasher_.running_ >= hasher_.slots_) wait(lock);
        ++hasher_.running_;
    }
    ~Turn() {
        const std::scoped_lock lock(hasher_.mutex_);
        --hasher_.running_;
        hasher_.turn_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    void wait(std::unique_lock<std::mutex>& lock) {
        if (hasher_.waiting_ >= hasher_.queueLimit_) {
            throw Error(ErrorCode::TooManyRequests, "too many password computations wait",
                        "Too many logins at the moment; try again later.");
        }
        ++hasher_.waiting_;
        const bool free =
            hasher_.turn_.wait_for(lock, hasher_.patience_, [&] { return hasher_.running_ < hasher_.slots_; });
        --hasher_.waiting_;
        if (!free) {
            throw Error(ErrorCode::Unavailable, "no password computation became free in time",
                        "Too many logins at the moment; try again later.");
        }
    }

    PasswordHasher& hasher_;
};

PasswordHasher::PasswordHasher(const Configuration& configuration)
    : slots_(configuration.get(kPasswordThreads)),
      queueLimit_(configuration.get(kPasswordQueue)),
      patience_(configuration.get(kPasswordWait)),
      minLength_(configuration.get(kPasswordMinLength)),
      maxLength_(configuration.get(kPasswordMaxLength)),
      nobody_{compute(crypto::toHex(crypto::randomBytes(16)), newSetting())} {}

void PasswordHasher::requireAcceptable(std::string_view password) const {
    const auto characters = std::count_if(password.begin(), password.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    if (characters < minLength_) {
        throw Error(ErrorCode::BadRequest, "password too short",
                    "The password must have at least " + std::to_string(minLength_) + " characters.");
    }
    if (std::cmp_greater(password.size(), maxLength_)) {
        throw Error(ErrorCode::BadRequest, "password too long",
                    "The password must have at most " + std::to_string(maxLength_) + " octets.");
    }
    if (password.find('\0') != std::string_view::npos) {
        throw Error(ErrorCode::BadRequest, "password with NUL", "The password must not contain a NUL character.");
    }
}

PasswordHash PasswordHasher::hash(std::string_view password) {
    requireAcceptable(password);
    PasswordHash made{compute(password, newSetting())};
    if (!isAccepted(made.value)) throw Error(ErrorCode::Internal, "libxcrypt computes no password hash");
    return made;
}

PasswordHasher::Verdict PasswordHasher::verify(std::string_view password, const PasswordHash& stored) {
    // crypt(3) ends at a NUL, so a password with one would be as good as its beginning.
    const bool possible = isAccepted(stored.value) && std::cmp_less_equal(password.size(), maxLength_) &&
                          password.find('\0') == std::string_view::npos;
    if (!possible) {
        verifyNobody({});
        return Verdict::Wrong;
    }
    if (!crypto::equalConstantTime(compute(password, stored.value), stored.value)) return Verdict::Wrong;
    return parameters(stored.value) == parameters(nobody_.value) ? Verdict::Right : Verdict::RightButWeak;
}

void PasswordHasher::verifyNobody(std::string_view password) {
    const auto length = std::min(password.size(), static_cast<std::size_t>(maxLength_));
    (void)compute(password.substr(0, length), nobody_.value);
}

std::string PasswordHasher::compute(std::string_view password, const std::string& setting) {
    const Turn turn(*this);
    const auto work = std::make_unique<crypt_data>();
    const std::string phrase(password);
    // Never null, and "*0" or "*1", which is no stored form, if the setting is broken.
    return crypt_r(phrase.c_str(), setting.c_str(), work.get());
}

}  // namespace groupware::principals
