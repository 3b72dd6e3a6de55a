#include "groupware/attachments/api/attach_files.h"

#include "groupware/api/contents_answer.h"
#include "groupware/attachments/api/wire.h"
#include "groupware/base/error.h"

#include <string>

namespace groupware::attachments::api {

engine::Result AttachFiles::handle(const Caller& caller, const engine::Call& call) {
    const http::Request& request = engine::requireRequest(call);
    if (request.contentType() != "multipart/form-data")
        throw Error(ErrorCode::BadRequest, "attach without a form", "Files are attached by multipart/form-data.");
    Form form = readForm(service_, caller, request, limits_);
    const auto written = service_.attach(caller, form.target, form.files);
    auto ids = json::makeArray();
    for (const AttachmentId id : written.attachments) ids->add(std::to_string(id.value));
    engine::Result answer;
    answer.data = ids;
    answer.timestamp = written.committed.seq;
    answer.committed = written.committed;
    return answer;
}

}  // namespace groupware::attachments::api
