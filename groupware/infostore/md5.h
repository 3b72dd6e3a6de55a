#pragma once

#include <memory>
#include <span>
#include <string>

namespace groupware::infostore {

/// MD5 of a stream, RFC 1321. Only for the fingerprint column that synchronising clients compare; integrity rests on
/// SHA-256. Used by one thread.
class Md5 {
public:
    Md5();
    ~Md5();
    Md5(const Md5&) = delete;
    Md5& operator=(const Md5&) = delete;
    void update(std::span<const char> octets);
    /// The 16 octets; call once.
    [[nodiscard]] std::string finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace groupware::infostore
