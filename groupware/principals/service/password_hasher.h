#pragma once

#include "groupware/base/options.h"
#include "groupware/principals/user.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace groupware::principals {

/// Hashes and checks passwords by libxcrypt: yescrypt (`$y$`) for new ones; bcrypt (`$2a$`, `$2b$`, `$2y$`) and
/// SHA-crypt (`$5$`, `$6$`) are checked too. Safe to call from any thread; at most `password.threads` computations run
/// at once and `password.queue` calls wait, so a storm of logins cannot take the machine.
///
/// Every function that computes throws Error TooManyRequests if the queue is full and Unavailable after
/// `password.wait`.
class PasswordHasher {
public:
    explicit PasswordHasher(const Configuration& configuration);
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    /// @throws Error BadRequest naming the rule (`password.minLength`, `password.maxLength`, no NUL)
    void requireAcceptable(std::string_view password) const;

    /// @throws Error BadRequest as requireAcceptable()
    [[nodiscard]] PasswordHash hash(std::string_view password);

    enum class Verdict {
        Wrong,
        Right,
        RightButWeak,  ///< right, but the stored form is weaker than hash() makes: store it anew
    };
    /// A stored hash of an unknown form is never right.
    [[nodiscard]] Verdict verify(std::string_view password, const PasswordHash& stored);

    /// Takes the time of a wrong password: for users that do not exist.
    void verifyNobody(std::string_view password);

private:
    class Turn;
    [[nodiscard]] std::string compute(std::string_view password, const std::string& setting);

    const std::int64_t slots_;
    const std::int64_t queueLimit_;
    const std::chrono::milliseconds patience_;
    const std::int64_t minLength_;
    const std::int64_t maxLength_;
    std::mutex mutex_;
    std::condition_variable turn_;
    std::int64_t running_ = 0;  // guarded by mutex_
    std::int64_t waiting_ = 0;  // guarded by mutex_
    PasswordHash nobody_;       // of a random password
};

}  // namespace groupware::principals
