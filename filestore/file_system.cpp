#include "filestore/file_system.h"

#include "groupware/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

[[noreturn]] void fail(const char* call, const std::filesystem::path& path, int number) {
    const bool full = number == ENOSPC || number == EDQUOT;
    throw Error(full ? ErrorCode::QuotaExceeded : ErrorCode::Unavailable,
                std::string(call) + " " + path.string() + ": " + std::generic_category().message(number));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

class PosixFile final : public File {
public:
    PosixFile(Descriptor descriptor, std::filesystem::path path)
        : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

    void write(std::span<const char> octets) override {
        while (!octets.empty()) {
            const auto count = ::write(descriptor_.get(), octets.data(), octets.size());
            if (count < 0) {
                if (errno == EINTR) continue;
                fail("write", path_, errno);
            }
            octets = octets.subspan(static_cast<std::size_t>(count));
        }
    }

    std::size_t readAt(std::int64_t offset, std::span<char> into) override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto count = ::pread(descriptor_.get(), into.data() + done, into.size() - done,
                                       offset + static_cast<std::int64_t>(done));
            if (count == 0) break;
            if (count < 0) {
                if (errno == EINTR) continue;
                fail("read", path_, errno);
            }
            done += static_cast<std::size_t>(count);
        }
        return done;
    }

    void sync() override {
        if (::fsync(descriptor_.get()) != 0) fail("fsync", path_, errno);
    }

    std::int64_t size() override {
        struct stat facts {};
        if (::fstat(descriptor_.get(), &facts) != 0) fail("stat", path_, errno);
        return facts.st_size;
    }

private:
    Descriptor descriptor_;
    std::filesystem::path path_;
};

}  // namespace

std::unique_ptr<File> PosixFileSystem::create(const std::filesystem::path& path) {
    Descriptor descriptor(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0640));
    if (descriptor.get() >= 0) return std::make_unique<PosixFile>(std::move(descriptor), path);
    if (errno == ENOENT) return nullptr;
    fail("create", path, errno);
}

std::unique_ptr<File> PosixFileSystem::open(const std::filesystem::path& path) {
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (descriptor.get() >= 0) return std::make_unique<PosixFile>(std::move(descriptor), path);
    if (errno == ENOENT) return nullptr;
    fail("open", path, errno);
}

bool PosixFileSystem::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) == 0) return true;
    if (errno == ENOENT) return false;
    fail("rename", to, errno);
}

void PosixFileSystem::remove(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("unlink", path, errno);
}

void PosixFileSystem::makeDirectory(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST) fail("mkdir", path, errno);
}

void PosixFileSystem::syncDirectory(const std::filesystem::path& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.get() < 0) fail("open", path, errno);
    if (::fsync(descriptor.get()) != 0) fail("fsync", path, errno);
}

std::int64_t PosixFileSystem::freeBytes(const std::filesystem::path& path) {
    struct statvfs facts {};
    if (::statvfs(path.c_str(), &facts) != 0) fail("statvfs", path, errno);
    return static_cast<std::int64_t>(facts.f_bavail) * static_cast<std::int64_t>(facts.f_frsize);
}

std::vector<FileSystem::Entry> PosixFileSystem::list(const std::filesystem::path& directory) {
    std::vector<Entry> entries;
    std::error_code error;
    for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
        struct stat facts {};
        // Gone since it was listed: somebody else finished or removed it.
        if (::lstat(at->path().c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) continue;
        entries.push_back({at->path().filename().string(), std::chrono::system_clock::from_time_t(facts.st_mtime)});
    }
    if (error && error != std::errc::no_such_file_or_directory) fail("list", directory, error.value());
    return entries;
}

}  // namespace filestore
