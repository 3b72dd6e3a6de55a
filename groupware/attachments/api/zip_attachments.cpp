#include "groupware/attachments/api/zip_attachments.h"

#include "groupware/api/contents_answer.h"
#include "groupware/attachments/api/wire.h"
#include "groupware/base/error.h"
#include "groupware/formats/zip/zip_stream.h"
#include "groupware/http/content_disposition.h"

#include <chrono>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace groupware::attachments::api {
namespace {

constexpr std::string_view kArchiveName = "attachments.zip";

/// Opens each attachment when its turn comes.
class ZipBody final : public net::ResponseBody {
public:
    ZipBody(const AttachmentService& service, Caller caller, std::vector<Attachment> attachments)
        : service_(service),
          caller_(std::move(caller)),
          attachments_(std::move(attachments)),
          zip_([this] { return next(); }) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override { return zip_.read(into); }

private:
    std::optional<formats::zip::File> next() {
        if (index_ == attachments_.size()) return std::nullopt;
        const auto& attachment = attachments_[index_++];
        reader_ = service_.open(caller_, attachment);
        offset_ = 0;
        const auto read = [this](std::span<char> into) {
            const auto count = reader_->readAt(offset_, into);
            offset_ += static_cast<std::int64_t>(count);
            return count;
        };
        const auto added = std::chrono::floor<std::chrono::seconds>(attachment.createdAt.time_since_epoch());
        return formats::zip::File{
            .name = attachment.filename, .size = attachment.size, .modified = added.count(), .read = read};
    }

    const AttachmentService& service_;
    Caller caller_;
    std::vector<Attachment> attachments_;
    std::size_t index_ = 0;
    std::unique_ptr<filestore::BlobReader> reader_;  ///< of the attachment whose turn it is
    std::int64_t offset_ = 0;
    formats::zip::ZipStream zip_;
};

}  // namespace

engine::Result ZipAttachments::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    const auto target = targetOf(call);
    const auto wanted = attachmentsOf(call);
    if (wanted.empty()) throw Error(ErrorCode::BadRequest, "zip of nothing", "No attachment was asked for.");
    auto attachments = service_.some(caller, target, wanted);
    engine::Result answer;
    answer.response.emplace();
    answer.response->headers = {
        {"Content-Type", "application/zip"},
        {"Content-Disposition", http::contentDisposition(http::Disposition::Attachment, std::string(kArchiveName))},
        {"Content-Security-Policy", "sandbox; default-src 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Cache-Control", "no-store"}};
    answer.response->stream = std::make_unique<ZipBody>(service_, caller, std::move(attachments));
    return answer;
}

}  // namespace groupware::attachments::api
