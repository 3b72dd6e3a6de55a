#include "groupware/api/import_file.h"

#include "groupware/api/contents_answer.h"
#include "groupware/http/options.h"

#include <array>
#include <cstdint>
#include <span>

namespace groupware::api {
namespace {

constexpr std::size_t kBlock = 16UL << 10;

void spool(http::MultipartReader& reader, std::size_t most, http::SpooledFile& into) {
    std::array<char, kBlock> block{};
    while (const std::size_t count = reader.read(block)) {
        if (into.size() + count > most) {
            const auto text = "The file is larger than " + std::to_string(most) + " octets.";
            throw Error(ErrorCode::TooLarge, "import: " + text, text);
        }
        into.append(std::span(block).first(count));
    }
}

}  // namespace

ImportForm ImportForm::from(const Configuration& configuration) {
    return {.multipart = {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
                          .parts = static_cast<std::size_t>(configuration.get(http::kParts))},
            .spoolDirectory = std::string(configuration.get(http::kSpoolDirectory))};
}

ImportFile::ImportFile(const Call& call, const ImportForm& form, std::size_t most) : spool_(form.spoolDirectory) {
    const auto& request = requireRequest(call);
    if (request.contentType() != "multipart/form-data")
        throw Error(ErrorCode::BadRequest, "import without form", "An import is a form with a field \"file\".");
    http::MultipartReader reader(request.body(), request.header("Content-Type"), form.multipart);
    while (const auto part = reader.next()) {
        if (part->name != "file" && part->name != "file_0") continue;
        spool(reader, most, spool_);
        return;
    }
    throw Error(ErrorCode::BadRequest, "form without field file", "The form has no field \"file\".");
}

formats::lines::FileSource ImportFile::source() const {
    return {.size = spool_.size(), .readAt = [this](std::uint64_t at, std::span<char> into) { spool_.read(at, into); }};
}

void ImportAnswer::refuse(formats::json::Object::Ptr refused, const Error& failure) {
    refused->set("index", static_cast<std::int64_t>(list_->size()));
    answer_.warnings.push_back(what_ + " " + std::to_string(list_->size() + 1) + ": " + failure.publicText());
    list_->add(refused);
}

Result ImportAnswer::finish(const CommitToken& committed) {
    answer_.data = list_;
    if (committed.seq.value != 0) {
        answer_.timestamp = committed.seq;
        answer_.committed = committed;
    }
    return std::move(answer_);
}

}  // namespace groupware::api
