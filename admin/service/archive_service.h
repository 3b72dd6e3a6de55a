#pragma once

#include "admin/archive/octet_pipe.h"
#include "admin/service/context_import.h"
#include "groupware/base/options.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <thread>

namespace admin {

class ContextService;

/// One of the few exports and imports that run at the same time. Counts as long as it lives.
class Transfer {
public:
    explicit Transfer(std::atomic<int>& running) noexcept : running_(running) { ++running_; }
    ~Transfer() { --running_; }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

private:
    std::atomic<int>& running_;
};

/// An archive while it is written, by a thread of its own that runs at most OctetPipe::kRoom ahead of its reader.
/// Destroyed before its end, it stops.
class ExportStream {
public:
    ExportStream(const ArchiveParts& parts, dbpool::RegisteredContext context, std::unique_ptr<Transfer> transfer);
    ~ExportStream();
    ExportStream(const ExportStream&) = delete;
    ExportStream& operator=(const ExportStream&) = delete;

    /// @return octets stored, 0 at the end
    /// @throws what ContextExport::run() throws
    [[nodiscard]] std::size_t read(std::span<char> into) { return pipe_.read(into); }

private:
    void run();

    ArchiveParts parts_;
    dbpool::RegisteredContext context_;
    std::unique_ptr<Transfer> transfer_;
    archive::OctetPipe pipe_;
    std::thread writer_;
};

/// Contexts as archives. Safe to call from any thread.
class ArchiveService {
public:
    /// All must outlive this object and the streams it gives away.
    ArchiveService(const ArchiveParts& parts, ContextService& contexts, const groupware::Configuration& configuration);

    /// @throws AdminError NoSuchContext; groupware::Error TooManyRequests
    [[nodiscard]] std::unique_ptr<ExportStream> exportContext(groupware::ContextId context);
    /// @param source  of the archive
    /// @throws as ContextImport::run(); groupware::Error TooManyRequests
    [[nodiscard]] ImportReport importContext(const ImportWish& wish, archive::Decompressor::Source source);

    [[nodiscard]] ContextService& contexts() noexcept { return contexts_; }

private:
    [[nodiscard]] std::unique_ptr<Transfer> begin();

    ArchiveParts parts_;
    ContextService& contexts_;
    groupware::folders::FolderLimits folderLimits_;
    archive::ArchiveLimits limits_;
    int atOnce_;
    std::atomic<int> running_{0};
};

}  // namespace admin
