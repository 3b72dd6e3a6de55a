#include "groupware/contacts/api/show_picture.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/contents_answer.h"
#include "groupware/base/error.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/http/content_disposition.h"
#include "groupware/http/download.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace groupware::contacts::api {
namespace {

/// A picture in memory.
class OctetsBody final : public net::ResponseBody {
public:
    explicit OctetsBody(std::string octets) : octets_(std::move(octets)) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = octets_.copy(into.data(), into.size(), at_);
        at_ += count;
        return count;
    }

private:
    std::string octets_;
    std::size_t at_ = 0;
};

std::string parameterOf(const engine::Call& call, std::string_view name, std::string_view other) {
    auto value = call.parameter(name);
    if (!value) value = call.parameter(other);
    return value.value_or("");
}

ContactService::PictureFound find(const ContactService& service, const Caller& caller, const engine::Call& call) {
    const auto id = parameterOf(call, "id", "contact_id");
    const auto folder = parameterOf(call, "folder", "folder_id");
    if (!id.empty() && !folder.empty())
        return service.picture(caller, {.id = contactId(id), .folder = folderId(folder)});
    const auto mail = call.parameter("email");
    if (!mail || mail->empty()) {
        const std::string text = "The call names neither a contact nor a mail address.";
        throw engine::CodedError(ErrorCode::BadRequest, engine::kMissingParameter, text, text);
    }
    return service.picture(caller, *mail);
}

/// One of four types that no browser runs, whatever its client said.
http::Response serve(const http::Request& request, ContactService::PictureFound found) {
    const auto& picture = found.picture;
    const http::Download download{
        .validators = {.etag = found.etag},
        .size = picture.octets.size(),
        .contentType = picture.mediaType,
        .disposition = http::contentDisposition(http::Disposition::Inline, "picture"),
        .open = [&](const http::ByteRange& range) {
            return std::make_unique<OctetsBody>(
                picture.octets.substr(static_cast<std::size_t>(range.first), static_cast<std::size_t>(range.length())));
        }};
    auto response = http::serveDownload(request, download);
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    return response;
}

}  // namespace

engine::Result ShowPicture::handle(const Caller& caller, const engine::Call& call) {
    const auto& request = engine::requireRequest(call);
    engine::Result answer;
    try {
        answer.response = serve(request, find(service_, caller, call));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) throw;
        answer.response = http::Response{};
        answer.response->status = 404;  // what browsers and clients expect of a picture that is not there
    }
    return answer;
}

}  // namespace groupware::contacts::api
