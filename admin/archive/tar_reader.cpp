#include "admin/archive/tar_reader.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/utf8_locale.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace admin::archive {
namespace {

using groupware::Error;
using groupware::ErrorCode;

[[noreturn]] void refuse(const std::string& why, const char* log) {
    throw Error(ErrorCode::BadRequest, "archive: " + why + " (" + (log == nullptr ? "" : log) + ")",
                "The archive is damaged: " + why + ".");
}

}  // namespace

struct TarReader::State {
    Source source;
    std::array<char, std::size_t{64} << 10U> piece{};
    std::unique_ptr<::archive, decltype(&archive_read_free)> tar{archive_read_new(), &archive_read_free};
    std::exception_ptr thrown;  ///< by the source; waits until libarchive has returned
    bool opened = false;
    bool sourceEnded = false;

    /// Called by libarchive, which is C: nothing may be thrown through it.
    static la_ssize_t give(::archive* tar, void* self, const void** octets) noexcept {
        auto& state = *static_cast<State*>(self);
        try {
            const auto count = state.source(state.piece);
            state.sourceEnded = count == 0;
            *octets = state.piece.data();
            return static_cast<la_ssize_t>(count);
        } catch (...) {
            state.thrown = std::current_exception();
            archive_set_error(tar, EIO, "the archive could not be read");
            return -1;
        }
    }

    void require(bool good) {
        if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
        if (good) return;
        refuse(sourceEnded ? "it ends too early" : "it is no tar archive", archive_error_string(tar.get()));
    }
};

TarReader::TarReader(Source source) : state_(std::make_unique<State>()) {
    state_->source = std::move(source);
    if (!state_->tar) throw std::bad_alloc();
}

TarReader::~TarReader() = default;

std::optional<Entry> TarReader::next() {
    const groupware::formats::encoding::Utf8Locale locale;
    auto* const tar = state_->tar.get();
    if (!std::exchange(state_->opened, true)) {  // not before: it reads
        state_->require(archive_read_support_format_tar(tar) == ARCHIVE_OK);
        state_->require(archive_read_open2(tar, state_.get(), nullptr, &State::give, nullptr, nullptr) == ARCHIVE_OK);
    }
    ::archive_entry* header = nullptr;
    const int result = archive_read_next_header(tar, &header);
    if (result == ARCHIVE_EOF) return std::nullopt;
    state_->require(result == ARCHIVE_OK);
    if (archive_entry_filetype(header) != AE_IFREG || archive_entry_hardlink(header) != nullptr ||
        archive_entry_sparse_count(header) != 0) {
        refuse("it has other things than files", nullptr);
    }
    const char* const path = archive_entry_pathname_utf8(header);
    Entry entry{.path = path == nullptr ? "" : path,
                .size = archive_entry_size(header),
                .modified = archive_entry_mtime(header)};
    if (!isSafePath(entry.path)) refuse("a path leads elsewhere", nullptr);
    return entry;
}

std::size_t TarReader::read(std::span<char> into) {
    if (into.empty()) return 0;
    const auto count = archive_read_data(state_->tar.get(), into.data(), into.size());
    state_->require(count >= 0);
    return static_cast<std::size_t>(count);
}

}  // namespace admin::archive
