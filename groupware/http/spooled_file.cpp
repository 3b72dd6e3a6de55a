#include "groupware/http/spooled_file.h"

#include "groupware/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace groupware::http {
namespace {

Error failed(ErrorCode code, const std::string& what) {
    return {code, "spooled file: " + what + ": " + std::generic_category().message(errno),
            "The server cannot take the file at the moment."};
}

}  // namespace

SpooledFile::SpooledFile(const std::string& directory) {
    // Not O_TMPFILE, which some file systems lack.
    std::string name = directory + "/yoke-spool-XXXXXX";
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) throw failed(ErrorCode::Unavailable, "cannot make one in " + directory);
    ::unlink(name.c_str());
}

SpooledFile::~SpooledFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

SpooledFile::SpooledFile(SpooledFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

void SpooledFile::append(std::span<const char> octets) {
    while (!octets.empty()) {
        const auto count = ::write(descriptor_, octets.data(), octets.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw failed(ErrorCode::Unavailable, "cannot write");
        size_ += static_cast<std::uint64_t>(count);
        octets = octets.subspan(static_cast<std::size_t>(count));
    }
}

void SpooledFile::read(std::uint64_t at, std::span<char> into) const {
    if (at > size_ || into.size() > size_ - at) throw Error(ErrorCode::Internal, "spooled file: read beyond its end");
    while (!into.empty()) {
        const auto count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw failed(ErrorCode::Internal, "cannot read");
        at += static_cast<std::uint64_t>(count);
        into = into.subspan(static_cast<std::size_t>(count));
    }
}

}  // namespace groupware::http
