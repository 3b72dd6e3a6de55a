#include "admin/archive/archive_writer.h"

#include "groupware/base/error.h"

#include <chrono>
#include <utility>

namespace admin::archive {

ArchiveWriter::ArchiveWriter(Compressor::Sink sink, groupware::Instant modified)
    : compressor_(std::move(sink)),
      tar_([this](std::string_view octets) { compressor_.add(octets); }),
      modified_(std::chrono::duration_cast<std::chrono::seconds>(modified.time_since_epoch()).count()) {}

void ArchiveWriter::add(const std::string& path, std::string_view contents) {
    begin(path, static_cast<std::int64_t>(contents.size()));
    write(contents);
    (void)end();
}

void ArchiveWriter::begin(const std::string& path, std::int64_t size) {
    beginUnlisted(path, size);
}

void ArchiveWriter::beginUnlisted(const std::string& path, std::int64_t size) {
    tar_.begin({.path = path, .size = size, .modified = modified_});
    path_ = path;
    size_ = size;
    written_ = 0;
    hash_.emplace();
}

void ArchiveWriter::write(std::string_view octets) {
    written_ += static_cast<std::int64_t>(octets.size());
    hash_->update(octets);
    tar_.write(octets);
}

std::string ArchiveWriter::end() {
    auto sha256 = endUnlisted();
    sums_.add(sha256, path_);
    return sha256;
}

std::string ArchiveWriter::endUnlisted() {
    if (written_ != size_) {
        throw groupware::Error(groupware::ErrorCode::Internal, "archive: " + path_ + " has " +
                                                                   std::to_string(written_) +
                                                                   " octets, announced were " + std::to_string(size_));
    }
    return hash_->finish();
}

void ArchiveWriter::finish() {
    sums_.rewind();
    beginUnlisted(std::string(kSums), sums_.size());
    while (const auto line = sums_.line()) write(*line);
    (void)endUnlisted();
    tar_.finish();
    compressor_.finish();
}

}  // namespace admin::archive
