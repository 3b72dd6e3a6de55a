#include "groupware/http/download.h"

#include "groupware/http/date.h"

namespace groupware::http {
namespace {

void addValidators(Response& response, const Validators& validators) {
    if (!validators.etag.empty()) response.headers.emplace_back("ETag", validators.etag);
    if (validators.lastModified) response.headers.emplace_back("Last-Modified", formatDate(*validators.lastModified));
}

void addBody(Response& response, const Request& request, const Download& download, const ByteRange& range) {
    response.headers.emplace_back("Content-Type", download.contentType);
    response.headers.emplace_back("Accept-Ranges", "bytes");
    // Uploaded content must never be taken for a page of ours.
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (!download.disposition.empty()) response.headers.emplace_back("Content-Disposition", download.disposition);
    response.length = download.size == 0 ? 0 : range.length();
    if (request.method() != "HEAD" && download.size > 0) response.stream = download.open(range);
}

}  // namespace

Response serveDownload(const Request& request, const Download& download) {
    Response response;
    addValidators(response, download.validators);
    switch (evaluatePreconditions(request, download.validators)) {
        case Precondition::NotModified: response.status = 304; return response;
        case Precondition::Failed: response.status = 412; return response;
        case Precondition::Passed: break;
    }
    const auto selection = selectRange(request, download.validators, download.size);
    switch (selection.outcome) {
        case RangeOutcome::Unsatisfiable:
            response.status = 416;
            response.headers.emplace_back("Content-Range", unsatisfiedRange(download.size));
            break;
        case RangeOutcome::Partial:
            response.status = 206;
            response.headers.emplace_back("Content-Range", contentRange(selection.range, download.size));
            addBody(response, request, download, selection.range);
            break;
        case RangeOutcome::Whole:
            addBody(response, request, download, ByteRange{0, download.size == 0 ? 0 : download.size - 1});
            break;
    }
    return response;
}

}  // namespace groupware::http
