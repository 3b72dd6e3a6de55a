#include "groupware/http/conditional.h"
#include "groupware/http/content_disposition.h"
#include "groupware/http/date.h"
#include "groupware/http/range.h"
#include "groupware/http/request.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace {

namespace http = groupware::http;

class NoBody final : public groupware::net::RequestBody {
public:
    std::size_t read(std::span<char> /*into*/) override { return 0; }
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return 0; }
};

void require(bool holds) {
    if (!holds) std::abort();
}

/// As a server looks at them: of a method, with one line of the input in each.
void checkRequest(const std::string& method, std::string_view text) {
    groupware::net::RequestHead head;
    head.method = method;
    head.path = "/";
    for (const auto* name :
         {"Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"}) {
        const auto end = std::min(text.find('\n'), text.size());
        head.headers.emplace_back(name, std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    NoBody body;
    const http::Request request(head, body, 32);
    const http::Validators validators{.etag = "\"a\"", .lastModified = groupware::Instant(std::chrono::hours(400'000))};
    if (http::evaluatePreconditions(request, validators) == http::Precondition::NotModified) require(method == "GET");
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, UINT64_MAX}) {
        const auto selected = http::selectRange(request, validators, size);
        if (selected.outcome != http::RangeOutcome::Partial) continue;
        require(selected.range.first <= selected.range.last && selected.range.last < size);
    }
}

void checkTexts(std::string_view text) {
    if (const auto date = http::parseDate(text)) require(http::parseDate(http::formatDate(*date)) == *date);
    for (const auto& [name, value] : http::parseParameterized(text).parameters) require(http::toLower(name) == name);
    const auto disposition = http::contentDisposition(http::Disposition::Attachment, text);
    require(std::none_of(disposition.begin(), disposition.end(),
                         [](unsigned char c) { return c < ' ' || c >= 0x7f; }));  // stays one field, in ASCII
    require(http::parseParameterized(disposition).value == "attachment");
}

}  // namespace

/// A range lies inside of what it is of, a date is written as it was read, no name of a file leaves its field.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkRequest("GET", text);
    checkRequest("PUT", text);
    checkTexts(text);
    return 0;
}
