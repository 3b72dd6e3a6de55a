#pragma once

#include "filestore/file_system.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace filestore::test {

/// The kernel's file system with a witness in front of each call: it may record, throw or wait.
class WatchedFileSystem final : public PosixFileSystem {
public:
    using Witness = std::function<void(const std::string& call, const std::filesystem::path& path)>;

    void watch(Witness witness) {
        const std::lock_guard lock(mutex_);
        witness_ = std::move(witness);
    }

    std::unique_ptr<File> create(const std::filesystem::path& path) override {
        tell("create", path);
        auto file = PosixFileSystem::create(path);
        return file ? std::make_unique<WatchedFile>(*this, std::move(file), path) : nullptr;
    }
    std::unique_ptr<File> open(const std::filesystem::path& path) override {
        tell("open", path);
        auto file = PosixFileSystem::open(path);
        return file ? std::make_unique<WatchedFile>(*this, std::move(file), path) : nullptr;
    }
    bool rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        tell("rename", to);
        return PosixFileSystem::rename(from, to);
    }
    void remove(const std::filesystem::path& path) override {
        tell("remove", path);
        PosixFileSystem::remove(path);
    }
    void makeDirectory(const std::filesystem::path& path) override {
        tell("mkdir", path);
        PosixFileSystem::makeDirectory(path);
    }
    void syncDirectory(const std::filesystem::path& path) override {
        tell("fsync directory", path);
        PosixFileSystem::syncDirectory(path);
    }
    std::int64_t freeBytes(const std::filesystem::path& path) override {
        tell("statvfs", path);
        return PosixFileSystem::freeBytes(path);
    }

private:
    class WatchedFile final : public File {
    public:
        WatchedFile(WatchedFileSystem& owner, std::unique_ptr<File> file, std::filesystem::path path)
            : owner_(owner), file_(std::move(file)), path_(std::move(path)) {}
        void write(std::span<const char> octets) override {
            owner_.tell("write", path_);
            file_->write(octets);
        }
        std::size_t readAt(std::int64_t offset, std::span<char> into) override {
            owner_.tell("read", path_);
            return file_->readAt(offset, into);
        }
        void sync() override {
            owner_.tell("fsync", path_);
            file_->sync();
        }
        std::int64_t size() override { return file_->size(); }

    private:
        WatchedFileSystem& owner_;
        std::unique_ptr<File> file_;
        std::filesystem::path path_;
    };

    void tell(const std::string& call, const std::filesystem::path& path) {
        Witness witness;
        {
            const std::lock_guard lock(mutex_);
            witness = witness_;
        }
        if (witness) witness(call, path);
    }

    std::mutex mutex_;
    Witness witness_;  // guarded by mutex_
};

}  // namespace filestore::test
