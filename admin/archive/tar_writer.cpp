#include "admin/archive/tar_writer.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/utf8_locale.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace admin::archive {

using groupware::Error;
using groupware::ErrorCode;

struct TarWriter::State {
    Sink sink;
    std::unique_ptr<::archive, decltype(&archive_write_free)> tar{archive_write_new(), &archive_write_free};
    std::unique_ptr<::archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(), &archive_entry_free};
    std::exception_ptr thrown;  ///< by the sink; waits until libarchive has returned
    bool finished = false;

    /// Called by libarchive, which is C: nothing may be thrown through it.
    static la_ssize_t take(::archive* tar, void* self, const void* octets, std::size_t count) noexcept {
        auto& state = *static_cast<State*>(self);
        try {
            state.sink({static_cast<const char*>(octets), count});
            return static_cast<la_ssize_t>(count);
        } catch (...) {
            state.thrown = std::current_exception();
            archive_set_error(tar, EIO, "the archive could not be written");
            return -1;
        }
    }

    void require(bool good) {
        if (good) return;
        if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
        throw Error(ErrorCode::Internal, std::string("archive: ") + archive_error_string(tar.get()));
    }
};

TarWriter::TarWriter(Sink sink) : state_(std::make_unique<State>()) {
    state_->sink = std::move(sink);
    auto* const tar = state_->tar.get();
    if (tar == nullptr || !state_->entry) throw std::bad_alloc();
    state_->require(archive_write_set_format_pax_restricted(tar) == ARCHIVE_OK &&
                    archive_write_set_bytes_in_last_block(tar, 1) == ARCHIVE_OK &&
                    archive_write_open2(tar, state_.get(), nullptr, &State::take, nullptr, nullptr) == ARCHIVE_OK);
}

TarWriter::~TarWriter() {
    if (!state_->finished) archive_write_fail(state_->tar.get());  // else it would write an ending now
}

void TarWriter::begin(const Entry& entry) {
    if (!isSafePath(entry.path)) throw Error(ErrorCode::BadRequest, "archive: a path leads elsewhere");
    if (entry.size < 0 || entry.modified < 0) throw Error(ErrorCode::BadRequest, "archive: a number is negative");
    constexpr int kOwnerOnly = 0600;
    const groupware::formats::encoding::Utf8Locale locale;
    auto* const header = archive_entry_clear(state_->entry.get());
    archive_entry_set_pathname_utf8(header, entry.path.c_str());
    archive_entry_set_filetype(header, AE_IFREG);
    archive_entry_set_perm(header, kOwnerOnly);
    archive_entry_set_size(header, entry.size);
    archive_entry_set_mtime(header, entry.modified, 0);
    state_->require(archive_write_header(state_->tar.get(), header) == ARCHIVE_OK);
}

void TarWriter::write(std::string_view octets) {
    if (octets.empty()) return;
    const auto count = archive_write_data(state_->tar.get(), octets.data(), octets.size());
    state_->require(count == static_cast<la_ssize_t>(octets.size()));
}

void TarWriter::finish() {
    state_->require(archive_write_close(state_->tar.get()) == ARCHIVE_OK);
    state_->finished = true;
}

}  // namespace admin::archive
