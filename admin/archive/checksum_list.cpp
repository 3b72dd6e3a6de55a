#include "admin/archive/checksum_list.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <cstdlib>

namespace admin::archive {
namespace {

[[noreturn]] void failed() {
    throw groupware::Error(groupware::ErrorCode::Unavailable, "no room for temporary files",
                           "There is no room for temporary files.");
}

}  // namespace

ChecksumList::ChecksumList() : file_(std::tmpfile()) {
    if (!file_) failed();
}

void ChecksumList::add(std::string_view sha256, std::string_view path) {
    const auto text = groupware::crypto::toHex(sha256) + "  " + std::string(path) + "\n";
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) failed();
    size_ += static_cast<std::int64_t>(text.size());
}

void ChecksumList::rewind() {
    if (std::fflush(file_.get()) != 0 || std::fseek(file_.get(), 0, SEEK_SET) != 0) failed();
}

std::optional<std::string> ChecksumList::line() {
    char* text = nullptr;
    std::size_t room = 0;
    const auto length = ::getline(&text, &room, file_.get());
    const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
    if (length < 0) return std::nullopt;
    return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace admin::archive
