#include "groupware/base/secret_file.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace groupware {
namespace {

constexpr std::size_t kMaxSecretBytes = 4096;
constexpr std::size_t kNameRandomBytes = 8;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

[[noreturn]] void fail(ErrorCode code, const std::filesystem::path& path, const std::string& problem) {
    throw Error(code, path.string() + " " + problem, path.string() + " " + problem);
}

std::string reason() {
    return std::generic_category().message(errno);
}

void writeAll(int descriptor, std::string_view text, const std::filesystem::path& path) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(ErrorCode::Unavailable, path, "cannot be written: " + reason());
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor) != 0) fail(ErrorCode::Unavailable, path, "cannot be synced: " + reason());
}

}  // namespace

std::string readSecretFile(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) fail(ErrorCode::BadRequest, path, "cannot be read: " + reason());
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail(ErrorCode::BadRequest, path, "cannot be read: " + reason());
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        fail(ErrorCode::BadRequest, path, "holds a secret and must be readable by its owner only (mode 0600)");
    }
    std::array<char, kMaxSecretBytes + 1> buffer{};
    const auto length = ::read(file.get(), buffer.data(), buffer.size());
    if (length < 0) fail(ErrorCode::BadRequest, path, "cannot be read: " + reason());
    if (static_cast<std::size_t>(length) > kMaxSecretBytes) fail(ErrorCode::BadRequest, path, "is too long");
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

void writeSecretFile(const std::filesystem::path& path, std::string_view text) {
    const auto directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    auto temporary = path;
    temporary += "." + crypto::toHex(crypto::randomBytes(kNameRandomBytes));
    {
        const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (file.get() < 0) fail(ErrorCode::Unavailable, path, "cannot be written: " + reason());
        writeAll(file.get(), std::string(text) + "\n", path);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const std::string why = reason();
        ::unlink(temporary.c_str());
        fail(ErrorCode::Unavailable, path, "cannot be written: " + why);
    }
    const Descriptor parent(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.get() < 0 || ::fsync(parent.get()) != 0) {
        fail(ErrorCode::Unavailable, directory, "cannot be synced: " + reason());
    }
}

}  // namespace groupware
