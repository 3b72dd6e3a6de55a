#include "groupware/infostore/md5.h"

#include "groupware/base/error.h"

#include <openssl/evp.h>

#include <array>

namespace groupware::infostore {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

void require(int result) {
    if (result != 1) throw Error(ErrorCode::Internal, "OpenSSL refuses MD5");
}

}  // namespace

struct Md5::Context {
    std::unique_ptr<EVP_MD_CTX, FreeContext> handle{EVP_MD_CTX_new()};
};

Md5::Md5() : context_(std::make_unique<Context>()) {
    require(EVP_DigestInit_ex(context_->handle.get(), EVP_md5(), nullptr));
}

Md5::~Md5() = default;

void Md5::update(std::span<const char> octets) {
    require(EVP_DigestUpdate(context_->handle.get(), octets.data(), octets.size()));
}

std::string Md5::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    require(EVP_DigestFinal_ex(context_->handle.get(), digest.data(), &length));
    return {digest.begin(), digest.begin() + length};
}

}  // namespace groupware::infostore
