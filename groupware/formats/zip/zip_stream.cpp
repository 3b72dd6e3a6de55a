#include "groupware/formats/zip/zip_stream.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/utf8_locale.h"
#include "groupware/formats/zip/entry_names.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string_view>
#include <utility>

namespace groupware::formats::zip {
namespace {

constexpr std::size_t kPiece = 32'768;  // octets of a file that are read at once

}  // namespace

struct ZipStream::State {
    Next next;
    EntryNames names;
    std::unique_ptr<::archive, decltype(&archive_write_free)> zip{archive_write_new(), &archive_write_free};
    std::unique_ptr<::archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(), &archive_entry_free};
    std::optional<File> file;  ///< the one that is being read
    std::int64_t rest = 0;     ///< of it
    std::string made;          ///< and not yet fetched
    std::size_t fetched = 0;   ///< of it
    bool finished = false;
    bool abandoned = false;  ///< nobody reads what is still made

    /// Called by libarchive, which is C: nothing may be thrown through it.
    static la_ssize_t take(::archive* zip, void* self, const void* octets, std::size_t count) noexcept {
        try {
            auto& state = *static_cast<State*>(self);
            if (!state.abandoned) state.made.append(static_cast<const char*>(octets), count);
            return static_cast<la_ssize_t>(count);
        } catch (...) {
            archive_set_error(zip, ENOMEM, "no memory");
            return -1;
        }
    }
    void require(bool good) const {
        if (!good) throw Error(ErrorCode::Internal, std::string("zip: ") + archive_error_string(zip.get()));
    }

    void begin() {
        file = next();
        if (!file) {
            require(archive_write_close(zip.get()) == ARCHIVE_OK);
            finished = true;
            return;
        }
        constexpr int kOwnerWrites = 0644;
        const encoding::Utf8Locale locale;
        auto* const header = archive_entry_clear(entry.get());
        archive_entry_set_pathname_utf8(header, names.add(file->name).c_str());
        archive_entry_set_filetype(header, AE_IFREG);
        archive_entry_set_perm(header, kOwnerWrites);
        archive_entry_set_size(header, file->size);
        archive_entry_set_mtime(header, file->modified, 0);
        require(archive_write_header(zip.get(), header) == ARCHIVE_OK);
        rest = file->size;
    }
    void proceed() {
        std::array<char, kPiece> piece;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read()
        const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(rest, kPiece));
        const auto count = wanted == 0 ? 0 : file->read(std::span(piece).first(wanted));
        if (count == 0 && rest > 0) throw Error(ErrorCode::Internal, "zip: a file is shorter than it should be");
        if (count > 0) require(archive_write_data(zip.get(), piece.data(), count) == static_cast<la_ssize_t>(count));
        rest -= static_cast<std::int64_t>(count);
        if (rest > 0) return;
        require(archive_write_finish_entry(zip.get()) == ARCHIVE_OK);
        file.reset();
    }
};

ZipStream::ZipStream(Next next) : state_(std::make_unique<State>()) {
    state_->next = std::move(next);
    auto* const zip = state_->zip.get();
    const encoding::Utf8Locale locale;
    if (zip == nullptr || !state_->entry) throw std::bad_alloc();
    state_->require(archive_write_set_format_zip(zip) == ARCHIVE_OK &&
                    archive_write_set_options(zip, "zip:hdrcharset=UTF-8") == ARCHIVE_OK &&
                    archive_write_set_bytes_in_last_block(zip, 1) == ARCHIVE_OK &&
                    archive_write_open2(zip, state_.get(), nullptr, &State::take, nullptr, nullptr) == ARCHIVE_OK);
}

ZipStream::~ZipStream() {
    // Written to its end, into nowhere: libarchive frees its compressor and its buffers only then, so that
    // archive_write_fail() would lose 300 KB for each download that somebody stops.
    state_->abandoned = true;
    state_->zip.reset();
}

std::size_t ZipStream::read(std::span<char> into) {
    auto& state = *state_;
    while (state.fetched == state.made.size()) {
        if (state.finished) return 0;
        state.made.clear();
        state.fetched = 0;
        if (state.file) {
            state.proceed();
        } else {
            state.begin();
        }
    }
    const auto count = std::string_view(state.made).substr(state.fetched).copy(into.data(), into.size());
    state.fetched += count;
    return count;
}

}  // namespace groupware::formats::zip
