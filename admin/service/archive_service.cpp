#include "admin/service/archive_service.h"

#include "admin/options.h"
#include "admin/service/context_service.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <exception>
#include <utility>

namespace admin {
namespace {

using groupware::Error;
using groupware::ErrorCode;

}  // namespace

ExportStream::ExportStream(const ArchiveParts& parts, dbpool::RegisteredContext context,
                           std::unique_ptr<Transfer> transfer)
    : parts_(parts), context_(std::move(context)), transfer_(std::move(transfer)), writer_([this] { run(); }) {}

ExportStream::~ExportStream() {
    pipe_.closeReader();
    writer_.join();
}

void ExportStream::run() {
    const auto id = context_.id.value;
    try {
        ContextExport exporting(parts_, context_, [this](std::string_view octets) { pipe_.write(octets); });
        const auto summary = exporting.run();
        groupware::log::information("context.exported",
                                    {{"context", id}, {"octets", summary.octets}, {"missing", summary.missing}});
        pipe_.closeWriter();
    } catch (const archive::OctetPipe::ReaderLeft&) {
        groupware::log::warning("context.export.left", {{"context", id}});
    } catch (const std::exception& error) {  // the reader hears of it
        groupware::log::error("context.export.failed", {{"context", id}, {"why", error.what()}});
        pipe_.closeWriter(std::current_exception());
    }
}

ArchiveService::ArchiveService(const ArchiveParts& parts, ContextService& contexts,
                               const groupware::Configuration& configuration)
    : parts_(parts),
      contexts_(contexts),
      folderLimits_(groupware::folders::folderLimits(configuration)),
      limits_{.entries = configuration.get(kArchiveEntries), .octets = configuration.get(kArchiveBytes)},
      atOnce_(static_cast<int>(configuration.get(kArchiveTransfers))) {}

std::unique_ptr<Transfer> ArchiveService::begin() {
    auto transfer = std::make_unique<Transfer>(running_);
    if (running_ <= atOnce_) return transfer;
    throw Error(ErrorCode::TooManyRequests, "admin.archiveTransfers",
                "Other contexts are being exported or imported; try again later (admin.archiveTransfers)");
}

std::unique_ptr<ExportStream> ArchiveService::exportContext(groupware::ContextId context) {
    auto transfer = begin();
    return std::make_unique<ExportStream>(parts_, contexts_.find(context), std::move(transfer));
}

ImportReport ArchiveService::importContext(const ImportWish& wish, archive::Decompressor::Source source) {
    const auto transfer = begin();
    archive::ArchiveReader reader(std::move(source), limits_);
    return ContextImport(parts_, contexts_, folderLimits_, wish).run(reader);
}

}  // namespace admin
