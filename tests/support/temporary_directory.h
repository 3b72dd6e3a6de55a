#pragma once

#include <filesystem>
#include <string_view>

namespace test {

/// A new directory under the system's temp directory, readable by everyone. Deleted with all its contents at the end,
/// also if the process is killed: a small shell that waits for the end of a pipe sees to that.
class TemporaryDirectory {
public:
    explicit TemporaryDirectory(std::string_view purpose = "test");
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
    int pipe_ = -1;     ///< closed: the janitor deletes and ends
    int janitor_ = -1;  ///< its process id
};

}  // namespace test
