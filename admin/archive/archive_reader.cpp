#include "admin/archive/archive_reader.h"

#include "admin/archive/archive_writer.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace admin::archive {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kMaxSumLine = kMaxPathOctets + 100;

[[noreturn]] void damaged(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "The archive is damaged: " + why + ".");
}

[[noreturn]] void tooLarge(const std::string& why) {
    throw Error(ErrorCode::TooLarge, "archive: " + why, "The archive is too large: " + why + ".");
}

/// "<64 digits>  <path>\n"
std::string pathOf(const std::string& line) {
    constexpr std::size_t kBehindSum = 66;
    return line.size() > kBehindSum ? line.substr(kBehindSum, line.size() - kBehindSum - 1) : "an entry";
}

}  // namespace

ArchiveReader::ArchiveReader(Decompressor::Source source, const ArchiveLimits& limits)
    : limits_(limits),
      decompressor_(std::move(source)),
      tar_([this](std::span<char> into) { return decompressor_.read(into); }) {}

std::optional<Entry> ArchiveReader::next() {
    if (ended_) return std::nullopt;
    finishEntry();
    auto entry = tar_.next();
    if (!entry) damaged("it ends too early");
    if (++entries_ > limits_.entries) tooLarge("it has more than " + std::to_string(limits_.entries) + " entries");
    octets_ += entry->size;
    if (octets_ > limits_.octets) tooLarge("it has more than " + std::to_string(limits_.octets) + " bytes");
    if (entry->path == kSums) {
        compareSums();
        ended_ = true;
        return std::nullopt;
    }
    entry_ = std::move(*entry);
    hash_.emplace();
    return entry_;
}

std::size_t ArchiveReader::read(std::span<char> into) {
    const auto count = tar_.read(into);
    if (hash_) hash_->update(into.first(count));
    return count;
}

std::string ArchiveReader::text(std::int64_t limit) {
    if (entry_.size > limit) {
        tooLarge(entry_.path + " has more than " + std::to_string(limit) + " bytes");
    }
    std::string contents(static_cast<std::size_t>(entry_.size), '\0');
    for (std::span<char> rest(contents); !rest.empty();) rest = rest.subspan(read(rest));
    return contents;
}

/// Also what nobody read belongs to the sum.
void ArchiveReader::finishEntry() {
    if (!hash_) return;
    std::array<char, kPiece> waste{};
    while (read(waste) > 0) {
    }
    sums_.add(hash_->finish(), entry_.path);
    hash_.reset();
}

std::optional<std::string> ArchiveReader::sumLine() {
    std::array<char, kPiece> part{};
    while (true) {
        const auto end = pending_.find('\n');
        if (end != std::string::npos) {
            auto line = pending_.substr(0, end + 1);
            pending_.erase(0, end + 1);
            return line;
        }
        if (pending_.size() > kMaxSumLine) damaged("its list of sums is none");
        const auto count = tar_.read(part);
        if (count == 0) return pending_.empty() ? std::nullopt : std::optional(std::exchange(pending_, {}));
        pending_.append(part.data(), count);
    }
}

void ArchiveReader::compareSums() {
    sums_.rewind();
    while (true) {
        const auto own = sums_.line();
        const auto listed = sumLine();
        if (!own && !listed) break;
        if (own != listed) damaged(pathOf(own.value_or(listed.value_or(""))) + " is not what was exported");
    }
    if (tar_.next()) damaged("something follows its end");
    // To the very end: the last octets are the sum of the compressed stream.
    std::array<char, kPiece> rest{};
    while (const auto count = decompressor_.read(rest)) {
        const auto isZero = [](char c) { return c == '\0'; };
        if (!std::all_of(rest.begin(), rest.begin() + count, isZero)) damaged("something follows its end");
    }
}

}  // namespace admin::archive
