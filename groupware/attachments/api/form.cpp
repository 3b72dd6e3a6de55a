#include "groupware/attachments/api/form.h"

#include "groupware/attachments/api/wire.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::attachments::api {
namespace {

/// What a form adds to its files, roughly: an estimate must not refuse what fits.
constexpr std::int64_t kFormOverhead = 65'536;
constexpr std::size_t kMaxNumberDigits = 6;

struct StoredFile {
    filestore::StagedBlob contents;
    std::string filename;
    std::string mediaType;
};

std::optional<std::int64_t> estimatedLength(const http::Request& request) {
    const auto length = request.body().length();
    if (!length) return std::nullopt;
    return std::max<std::int64_t>(static_cast<std::int64_t>(*length) - kFormOverhead, 0);
}

/// The number in `file_12`; `file` alone is `file_0`. Nothing for a field of another name.
std::optional<int> numberOf(std::string_view field, std::string_view front) {
    if (!field.starts_with(front)) return std::nullopt;
    std::string_view rest = field.substr(front.size());
    if (rest.empty()) return 0;
    if (rest.front() != '_') return std::nullopt;
    rest.remove_prefix(1);
    const bool digits = std::all_of(rest.begin(), rest.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (rest.empty() || rest.size() > kMaxNumberDigits || !digits) return std::nullopt;
    return std::stoi(std::string(rest));
}

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorCode::BadRequest, why, why);
}

class FormReader {
public:
    FormReader(const AttachmentService& service, const Caller& caller, const http::Request& request,
               const FormLimits& limits)
        : service_(service),
          caller_(caller),
          request_(request),
          limits_(limits),
          reader_(request.body(), request.header("Content-Type"), limits.multipart) {}

    [[nodiscard]] Form read() {
        while (const auto part = reader_.next()) {
            if (const auto described = numberOf(part->name, "json")) {
                addWords(*described);
            } else if (const auto number = numberOf(part->name, "file")) {
                addFile(*number, *part);
            }
        }
        return finish();
    }

private:
    void addWords(int number) {
        const auto value = json::parse(reader_.readText(limits_.json.bytes), limits_.json);
        const FileWords words = fileWordsOf(*json::requireObject(value, "the attachment"));
        if (!words_.emplace(number, words).second) refuse("The form describes one file twice.");
        const Target& first = words_.begin()->second.target;
        if (words.target.owner != first.owner || words.target.folder != first.folder)
            refuse("The files of one request belong to one object.");
    }

    void addFile(int number, const http::Part& part) {
        if (files_.contains(number)) refuse("The form has one file twice.");
        if (files_.empty() && !words_.empty())
            service_.requireAttachable(caller_, words_.begin()->second.target, estimatedLength(request_));
        files_.emplace(number, StoredFile{.contents = service_.stage(
                                              caller_, [&](std::span<char> into) { return reader_.read(into); }),
                                          .filename = part.fileName.value_or(""),
                                          .mediaType = part.contentType});
    }

    [[nodiscard]] Form finish() {
        if (files_.empty()) refuse("The form has no field \"file_0\".");
        Form form;
        for (auto& [number, file] : files_) {
            const auto words = words_.find(number);
            if (words == words_.end()) refuse("The form has a file without its field \"json\".");
            form.target = words->second.target;
            form.files.push_back({.filename = words->second.filename.value_or(file.filename),
                                  .mediaType = words->second.mediaType.value_or(file.mediaType),
                                  .rtf = words->second.rtf,
                                  .contents = std::move(file.contents)});
        }
        if (words_.size() != files_.size()) refuse("The form describes a file that it does not have.");
        return form;
    }

    const AttachmentService& service_;
    const Caller& caller_;
    const http::Request& request_;
    const FormLimits& limits_;
    http::MultipartReader reader_;
    std::map<int, FileWords> words_;
    std::map<int, StoredFile> files_;
};

}  // namespace

Form readForm(const AttachmentService& service, const Caller& caller, const http::Request& request,
              const FormLimits& limits) {
    return FormReader(service, caller, request, limits).read();
}

}  // namespace groupware::attachments::api
