#include "admin/archive/tar_writer.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/utf8_locale.h"

#include <archive.h>
#include <archive_entry.h>

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
    bool abandoned = false;     ///< nobody wants what is still made

    /// Called by libarchive, which is C: nothing may be thrown through it. It never hears of a failure either: it frees
    /// its buffers only when it has written an archive to its end, so it may do that, into nowhere.
    static la_ssize_t take(::archive* /*tar*/, void* self, const void* octets, std::size_t count) noexcept {
        auto& state = *static_cast<State*>(self);
        try {
            if (!state.abandoned) state.sink({static_cast<const char*>(octets), count});
        } catch (...) {
            state.thrown = std::current_exception();
            state.abandoned = true;
        }
        return static_cast<la_ssize_t>(count);
    }

    void require(bool good) const {
        if (thrown) std::rethrow_exception(thrown);
        if (good) return;
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
    state_->abandoned = true;
    state_->tar.reset();
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
}

}  // namespace admin::archive
