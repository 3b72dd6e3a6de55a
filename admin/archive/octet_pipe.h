#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace admin::archive {

/// Octets from one thread to another, of which only kRoom wait in between.
class OctetPipe {
public:
    static constexpr std::size_t kRoom = std::size_t{1} << 20U;

    /// Thrown to the writer when nobody reads any more.
    struct ReaderLeft {};

    /// Waits for room. @throws ReaderLeft
    void write(std::string_view octets);
    /// Nothing more comes; what was written before is still read.
    /// @param failure  is thrown to the reader then
    void closeWriter(std::exception_ptr failure = nullptr);

    /// Waits for octets. @return octets stored, 0 at the end
    [[nodiscard]] std::size_t read(std::span<char> into);
    void closeReader();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string octets_;          // guarded by mutex_
    std::size_t taken_ = 0;       // guarded by mutex_: of octets_, from the front
    bool writerDone_ = false;     // guarded by mutex_
    bool readerDone_ = false;     // guarded by mutex_
    std::exception_ptr failure_;  // guarded by mutex_
};

}  // namespace admin::archive
