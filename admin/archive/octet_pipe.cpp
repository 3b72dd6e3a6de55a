#include "admin/archive/octet_pipe.h"

#include <algorithm>
#include <utility>

namespace admin::archive {

void OctetPipe::write(std::string_view octets) {
    while (!octets.empty()) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return readerDone_ || octets_.size() - taken_ < kRoom; });
        if (readerDone_) throw ReaderLeft{};
        octets_.erase(0, std::exchange(taken_, 0));
        const auto count = std::min(octets.size(), kRoom - octets_.size());
        octets_.append(octets.substr(0, count));
        octets.remove_prefix(count);
        changed_.notify_all();
    }
}

void OctetPipe::closeWriter(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    writerDone_ = true;
    failure_ = std::move(failure);
    changed_.notify_all();
}

std::size_t OctetPipe::read(std::span<char> into) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return writerDone_ || taken_ < octets_.size(); });
    if (taken_ == octets_.size()) {
        if (failure_) std::rethrow_exception(failure_);
        return 0;
    }
    const auto count = octets_.copy(into.data(), into.size(), taken_);
    taken_ += count;
    changed_.notify_all();
    return count;
}

void OctetPipe::closeReader() {
    const std::lock_guard lock(mutex_);
    readerDone_ = true;
    changed_.notify_all();
}

}  // namespace admin::archive
